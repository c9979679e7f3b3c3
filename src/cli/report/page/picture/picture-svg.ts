import { Html, html } from '../html';
import { PictureScope, PictureService, RolePicture, rolePicture } from './role-picture';
import { shortened } from './scope-label';
import type { AccessLevel, RoleReport } from '../../../../core/review/report';
import { counted } from '../words';

const WIDTH = 940;
const ROLE = { x: 1, width: 160, characters: 19 };
const SERVICE = { x: 212, width: 190, height: 40, characters: 23 };
const SCOPE = { x: 450, characters: 66 };
const ROW = 22;
const GAP = 10;

/** A service at its place. */
interface Placed {
  readonly service: PictureService;
  readonly middle: number;
}

/** Role, services, scopes, from left to right. */
export function pictureSvg(role: RoleReport, index: number): Html | undefined {
  const picture = rolePicture(role);
  if (picture.services.length === 0) {
    return undefined;
  }
  const { placed, height } = place(picture);
  const middle = height / 2;
  return html`<figure><div class="picture" tabindex="0" role="group" aria-label="${`Picture of ${role.title}`}"><svg width="${WIDTH}" height="${
    height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="picture-${index}"><desc id="picture-${index}">${inWords(picture)}</desc><path d="${
    placed.map((service) => edges(service, middle))}"/><rect class="origin" x="${ROLE.x}" y="${middle - 20}" width="${ROLE.width}" height="40" rx="6"/><text x="${
    ROLE.x + ROLE.width / 2}" y="${middle + 4}" text-anchor="middle">${shortened(lastName(role.title), ROLE.characters)}</text>${
    placed.map(serviceGroup)}</svg></div>${caption(picture)}</figure>`;
}

function place({ services }: RolePicture): { placed: Placed[]; height: number } {
  let top = 1;
  const placed = services.map((service) => {
    const height = Math.max(SERVICE.height, rowsOf(service) * ROW);
    const middle = top + height / 2;
    top += height + GAP;
    return { service, middle };
  });
  return { placed, height: top - GAP + 1 };
}

function rowsOf({ scopes, furtherScopes }: PictureService): number {
  return scopes.length + (furtherScopes > 0 ? 1 : 0);
}

function edges({ service, middle }: Placed, origin: number): string {
  return [
    edge(ROLE.x + ROLE.width, origin, SERVICE.x, middle),
    ...Array.from({ length: rowsOf(service) }, (_, row) =>
      edge(SERVICE.x + SERVICE.width, middle, SCOPE.x - 8, rowMiddle(service, middle, row))),
  ].join('');
}

function edge(x: number, y: number, toX: number, toY: number): string {
  const between = (x + toX) / 2;
  return `M${x} ${y}C${between} ${y} ${between} ${toY} ${toX} ${toY}`;
}

function rowMiddle(service: PictureService, middle: number, row: number): number {
  return middle + (row - (rowsOf(service) - 1) / 2) * ROW;
}

function serviceGroup({ service, middle }: Placed): Html {
  const { label, accessLevels, wide, scopes, furtherScopes } = service;
  return html`<rect${wide && html` class="wide"`} x="${SERVICE.x}" y="${middle - 20}" width="${SERVICE.width}" height="${SERVICE.height}" rx="6"/><text x="${
    SERVICE.x + 12}" y="${middle - 2}" class="${wide ? 'service wide' : 'service'}">${shortened(label, SERVICE.characters)}</text><text x="${
    SERVICE.x + 12}" y="${middle + 13}" class="levels">${levelWords(accessLevels)}</text>${
    scopes.map((scope, row) => scopeText(scope, rowMiddle(service, middle, row)))}${
    furtherScopes > 0 && html`<text x="${SCOPE.x}" y="${rowMiddle(service, middle, scopes.length) + 4}" class="levels">and ${furtherScopes} more</text>`}`;
}

/** There is no room for the names of all five levels. */
function levelWords(levels: readonly AccessLevel[]): string {
  return levels.length === 5 ? 'every access level' : levels.map((level) => level.replace(' management', '')).join(', ');
}

function scopeText({ label, text, wide, added }: PictureScope, middle: number): Html {
  const short = shortened(label, SCOPE.characters - (added ? 8 : 0));
  return html`<text x="${SCOPE.x}" y="${middle + 4}" class="${wide ? 'scope wide' : added ? 'scope added' : 'scope'}">${
    short !== text && html`<title>${text}</title>`}${added && '+ added '}${short}</text>`;
}

/** The picture as a text for screen readers. */
function inWords({ services }: RolePicture): string {
  return services.map(({ label, accessLevels, scopes, furtherScopes }) => `${label} (${accessLevels.join(', ')}) on ${
    [...scopes.map((scope) => scope.label), ...furtherScopes > 0 ? [`${furtherScopes} more`] : []].join(', ')}`).join('; ');
}

function caption({ furtherServices, denying }: RolePicture): Html | undefined {
  const words = [
    ...furtherServices.length > 0 ? [`Not in the picture: ${counted(furtherServices.length, 'service')} (${furtherServices.join(', ')}).`] : [],
    ...denying > 0 ? [`${counted(denying, 'Deny statement')}: see below.`] : [],
  ];
  return words.length > 0 ? html`<figcaption>${words.join(' ')}</figcaption>` : undefined;
}

/** The last name of a construct's path. */
function lastName(title: string): string {
  const names = title.split('/');
  return names[names.length - 1] || title;
}
