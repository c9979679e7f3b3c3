import { Defaults, Evaluator } from './evaluator';
import { follow } from './follow';
import { forPeople } from './text-parts';
import { Located } from '../template/template';

/** An expression as people read it: `${Bucket.Arn}/*`. @param home the template that it is shown with */
export function displayText(located: Located, home = located.template, defaults: Defaults = 'named'): string {
  // Most values are literal texts.
  return typeof located.value === 'string' ? located.value : forPeople(new Evaluator(follow, defaults).text(located), home);
}
