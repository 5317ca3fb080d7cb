import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lireDocument, rendre } from './document';
import { champs, compacter, demiSurrogat, elements } from './json-brut';

/** JSON text of a value, with blanks where JSON allows them. */
const texteEspace = fc
  .tuple(
    fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue(), { maxKeys: 6 }),
    fc.constantFrom('', ' ', '\n\t', '  '),
  )
  .map(([valeur, blanc]) => {
    const texte = JSON.stringify(valeur, null, blanc);
    return { valeur: JSON.parse(texte) as Record<string, unknown>, texte };
  });

const bienForme = (s: string): boolean => Buffer.from(s).toString() === s;

describe('[MAG-9] raw JSON', () => {
  test('[MAG-9] fields and elements are cut where JSON.parse sees them', () => {
    fc.assert(
      fc.property(texteEspace, ({ valeur, texte }) => {
        const lus = champs(texte, 0).map(({ cle, debut, fin }) => [
          cle,
          JSON.parse(texte.slice(debut, fin)) as unknown,
        ]);
        expect(lus).toEqual(Object.entries(valeur));
        const liste = JSON.stringify(Object.values(valeur), null, 1);
        const cut = elements(liste, 0).map(({ debut, fin }) => JSON.parse(liste.slice(debut, fin)) as unknown);
        expect(cut).toEqual(Object.values(valeur));
      }),
    );
  });

  test('[MAG-9] compacting changes nothing but blanks', () => {
    fc.assert(
      fc.property(texteEspace, ({ valeur, texte }) => {
        expect(compacter(texte)).toBe(JSON.stringify(valeur));
      }),
    );
  });

  test('[MAG-9] a document read then sent is the same document', () => {
    fc.assert(
      fc.property(texteEspace, fc.string({ minLength: 1, unit: 'binary' }), ({ valeur, texte }, id) => {
        fc.pre(!Object.keys(valeur).some((c) => c.startsWith('_')) && !id.startsWith('_'));
        const recu = lireDocument(texte, 0, id);
        expect(JSON.parse(rendre(id, '1-a', false, recu.corps))).toEqual({ ...valeur, _id: id, _rev: '1-a' });
      }),
    );
  });

  test('[MAG-9] half of a surrogate pair is found, whole pairs and escaped backslashes are not', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\\', '"', '\ud83d', '\ude00', '😀') }), (s) => {
        const brut = [...Array(s.length).keys()]
          .map((i) => `\\u${s.charCodeAt(i).toString(16).padStart(4, '0')}`)
          .join('');
        expect(demiSurrogat(`"${brut}"`)).toBe(!bienForme(s));
        expect(demiSurrogat(JSON.stringify(s))).toBe(!bienForme(s));
      }),
    );
  });
});
