import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(__dirname, '../../policies/buckets.json');

/** The key of each bucket in the SDK's file, by the name in `policies/buckets.json`. */
const KEYS: Readonly<Record<string, string>> = {
  'jumpstart-cache-prod-{region}': 'content_bucket',
  'jumpstart-private-cache-prod-{region}': 'gated_content_bucket',
  'sagemaker-sd-models-prod-{region}': 'neo_content_bucket',
};

/**
 * Writes the regions that have JumpStart's buckets, from `sagemaker/core/jumpstart/region_config.json` of the PyPI package sagemaker-core.
 *
 * A bucket with any other name is an error: it needs a separate row.
 */
function main(regionConfig: string | undefined): void {
  if (regionConfig === undefined) {
    throw new Error('pass the path of region_config.json: pip download --no-deps sagemaker-core, and unzip it');
  }
  const config = JSON.parse(readFileSync(regionConfig, 'utf8')) as Record<string, Record<string, string>>;
  const data = JSON.parse(readFileSync(FILE, 'utf8')) as { regional: { name: string; regions: string[] }[] };
  for (const [region, buckets] of Object.entries(config)) {
    const unknown = Object.entries(buckets).filter(([key, bucket]) => !Object.entries(KEYS).some(([name, known]) =>
      known === key && name.replace('{region}', region) === bucket));
    if (unknown.length > 0) {
      throw new Error(`${region} has other buckets: ${JSON.stringify(unknown)}`);
    }
  }
  const regional = data.regional.map((bucket) =>
    KEYS[bucket.name] ? { ...bucket, regions: Object.keys(config).filter((region) => KEYS[bucket.name] in config[region]).sort() } : bucket);
  writeFileSync(FILE, `${JSON.stringify({ ...data, regional }, undefined, 2)}\n`);
}

main(process.argv[2]);
