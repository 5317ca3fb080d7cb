import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { transform } from 'esbuild';
import { describe, expect, it } from 'vitest';

const racine = join(dirname(fileURLToPath(import.meta.url)), '..');
const script = readFileSync(join(racine, 'public/navigateur.js'), 'utf8');
const https = readFileSync(join(racine, 'public/ouvrir-par-https.html'), 'utf8');
const page = readFileSync(join(racine, 'public/navigateur-ancien.html'), 'utf8');

const MODERNE = {
  Promise: 1,
  fetch: 1,
  indexedDB: {},
  BroadcastChannel: 1,
  AbortSignal: { timeout: 1 },
  crypto: { subtle: {} },
};

/** Where a browser that has these things goes; undefined where it stays. */
const mene = (objets: Record<string, unknown>, avant = ''): string | undefined => {
  let vers: string | undefined;
  const location = {
    replace: (adresse: string): void => {
      vers = adresse;
    },
  };
  runInNewContext(`${avant}\n${script}`, { window: { ...objets, location } });
  return vers;
};

describe('un navigateur trop ancien', () => {
  it('le script qui le reconnaît est de l’ES5 : Internet Explorer 11 et Firefox 20 le lisent', async () => {
    // What esbuild need not rewrite for ES5 is ES5.
    const enEs5 = async (code: string): Promise<boolean> =>
      (await transform(code, { target: 'es5' })).code === (await transform(code, { target: 'esnext' })).code;
    expect(await enEs5(script)).toBe(true);
    expect(await enEs5('f(() => 1);')).toBe(false);
  });
  it.each(Object.keys(MODERNE).filter((nom) => nom !== 'crypto'))(
    'sans %s, il est mené à la page qui dit quoi installer',
    (manque) => {
      const { [manque]: _, ...reste } = MODERNE as Record<string, unknown>;
      expect(mene(reste)).toBe('/navigateur-ancien.html');
    },
  );
  it('sans les tableaux d’aujourd’hui non plus ; un navigateur qui a tout reste', () => {
    expect(mene(MODERNE, 'delete Array.prototype.toSorted;')).toBe('/navigateur-ancien.html');
    expect(mene({ indexedDB: {} })).toBe('/navigateur-ancien.html');
    expect(mene(MODERNE, 'Array.prototype.toSorted = function () {};')).toBeUndefined();
  });
  it('assez récent, mais ouvert par http depuis un autre poste : sans chiffrement, il est mené à la page qui dit d’ouvrir par https', () => {
    const { crypto: _, ...sans } = MODERNE;
    const TOUT = 'Array.prototype.toSorted = function () {};';
    expect(mene(sans, TOUT)).toBe('/ouvrir-par-https.html');
    expect(mene({ ...sans, crypto: {} }, TOUT)).toBe('/ouvrir-par-https.html');
    // One that is too old is told so first: https would not help it.
    expect(mene({ ...sans, indexedDB: undefined }, TOUT)).toBe('/navigateur-ancien.html');
    expect(https).toContain('https://');
    expect(https).not.toMatch(/<script|<link|<img|@import|url\(/);
  });
  it('la page se lit sans script, sans police et sans image, et n’y ramène pas en boucle', () => {
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(/);
    for (const nom of ['Firefox', 'Chrome', 'Edge', 'Safari']) expect(page).toContain(nom);
  });
});
