import fc from 'fast-check';
import { expect, test } from 'vitest';
import { motsDe } from './couper';
import { ouvrirFeuille } from './feuille';
import { chargerPolices } from './polices';
import { textesDuPdf } from './testing/texte';

test('a line begins with no French sign and does not end with «; nothing is lost where it is cut', () => {
  expect(motsDe('Le mot « à remplir » : 10 % du total ; fin !')).toEqual([
    ...['Le', 'mot', '« à', 'remplir » :', '10 %', 'du', 'total ;', 'fin !'],
  ]);
  const mot = fc.constantFrom('mot', 'à', ':', ';', '!', '?', '«', '»', '%', '12', 'fin.', '!important');
  fc.assert(
    fc.property(fc.array(mot, { minLength: 1 }), (mots) => {
      const coupes = motsDe(mots.join(' '));
      expect(coupes.join(' ')).toBe(mots.join(' '));
      for (const c of coupes.slice(1)) expect(c).not.toMatch(/^[:;!?»%](?: |$)/);
      for (const c of coupes.slice(0, -1)) expect(c).not.toMatch(/«$/);
    }),
  );
});

test('a letter that an earlier document drew as a part of another is read in those that come after', async () => {
  const polices = chargerPolices();
  const ecrire = (texte: string): Promise<Buffer> => {
    const f = ouvrirFeuille(polices, { titre: 't', sujet: 's', auteur: 'a', date: new Date(0) });
    f.paragraphe(texte);
    return f.finir(() => undefined);
  };
  await ecrire('ÉÀÇÔÏÜÈâçéîöù…');
  expect(
    textesDuPdf(await ecrire('EACOIU aceiou.'))
      .flat()
      .join(''),
  ).toBe('EACOIU aceiou.');
});
