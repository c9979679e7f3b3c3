import { FeatureChoice } from '../../../src/core/grant/features';
import { actionsOf } from '../../../src/core/grant/grant';
import { grants } from '../../../src/core/grant/grants';
import { ANYWHERE } from '../../../src/core/iam/environment';

const BUCKET = { arn: 'arn:aws:s3:::own-bucket', prefix: '', read: true, write: true };
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/own';

/** The number of actions of a role for one bucket and one key. */
export function actionCount(choice: FeatureChoice): number {
  return actionsOf(grants({ ...choice, buckets: [BUCKET], encryptionKeys: [KEY] }, ANYWHERE, '*')).length;
}
