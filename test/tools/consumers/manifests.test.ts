import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (file: string) => readFileSync(join(__dirname, '../../../consumers', file), 'utf8');

/** The release of a package that each app's manifest names. */
function releases(typescript: string, python: RegExp, java: RegExp, go: RegExp): string[] {
  return [
    JSON.parse(read('typescript/package.json')).dependencies[typescript],
    ...([['python/requirements.txt', python], ['java/pom.xml', java], ['go/go.mod', go]] as const).map(([file, pattern]) => pattern.exec(read(file))?.[1]),
  ];
}

test('every app uses the same release of aws-cdk-lib, so that their templates can be compared', () => {
  expect(releases('aws-cdk-lib', /^aws-cdk-lib==(.*)$/m, /<artifactId>aws-cdk-lib<\/artifactId>\s*<version>(.*)<\/version>/, /aws-cdk-go\/awscdk\/v2 v(.*)$/m))
    .toEqual(['2.220.0', '2.220.0', '2.220.0', '2.220.0']);
});

test('every app uses the same release of constructs', () => {
  expect(releases('constructs', /^constructs==(.*)$/m, /<artifactId>constructs<\/artifactId>\s*<version>(.*)<\/version>/, /constructs\/v10 v(.*)$/m))
    .toEqual(['10.4.2', '10.4.2', '10.4.2', '10.4.2']);
});

test('no app has a version of the library in its manifest: npm run consumers adds it', () => {
  expect(Object.keys(JSON.parse(read('typescript/package.json')).dependencies)).toEqual(['aws-cdk-lib', 'constructs']);
  expect(read('python/requirements.txt')).not.toContain('sagemaker');
  expect(read('go/go.mod')).not.toContain('sagemaker');
  expect(read('java/pom.xml')).toContain('<version>${library.version}</version>');
});

test('no app has a path of this machine in its manifest', () => {
  expect(['typescript/package.json', 'python/requirements.txt', 'java/pom.xml', 'go/go.mod'].map(read).filter((text) => text.includes(join(__dirname, '../../..'))))
    .toEqual([]);
});
