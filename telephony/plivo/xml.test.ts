import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { lireDocument } from '../simulator/xml';
import type { Effet } from '../svi/etat';
import { REPONSE_EXCUSES, reponseXml } from './xml';

const URL_ETAPE = 'https://svi.exemple.fr/plivo/etape?e=a&b=c';
const choix = (nom: string): Effet[] => [
  { type: 'DIRE', parole: { message: 'CHOIX_UN', valeurs: { nom, touche: '1' } } },
  { type: 'DEMANDER', etape: 'CHOIX' },
];
const phrases = (xml: string): string[] =>
  lireDocument(xml).flatMap((v) => (v.verbe === 'GetInput' ? v.saisie.phrases : v.verbe === 'Speak' ? [v.texte] : []));

describe('réponse à Plivo', () => {
  test('a question is spoken inside GetInput, then a Redirect to the same full URL, & escaped', () => {
    const xml = reponseXml(
      [
        { type: 'DIRE', parole: { message: 'BONJOUR_CODE' } },
        { type: 'DEMANDER', etape: 'CODE' },
      ],
      URL_ETAPE,
    );
    expect(xml).toContain('action="https://svi.exemple.fr/plivo/etape?e=a&amp;b=c"');
    expect(xml).toContain('<Speak language="fr-FR">Bonjour. Tapez votre code.</Speak>');
    expect(xml).toContain('log="false"');
    expect(lireDocument(xml)).toEqual([
      {
        verbe: 'GetInput',
        saisie: {
          ...{ action: URL_ETAPE, numDigits: 5, finishOnKey: '#', attente: 8, entreTouches: 4 },
          phrases: ['Bonjour. Tapez votre code.'],
        },
      },
      { verbe: 'Redirect', url: URL_ETAPE },
    ]);
  });

  test('at BENEFICIAIRE # is an answer: it does not end the entry', () => {
    expect(reponseXml([{ type: 'DEMANDER', etape: 'BENEFICIAIRE' }], URL_ETAPE)).toContain('finishOnKey="none"');
  });

  test('the end of a call speaks, then hangs up', () => {
    const xml = reponseXml([{ type: 'DIRE', parole: { message: 'AU_REVOIR' } }, { type: 'RACCROCHER' }], URL_ETAPE);
    expect(lireDocument(xml)).toEqual([{ verbe: 'Speak', texte: 'Au revoir.' }, { verbe: 'Hangup' }]);
  });

  test('the apology is ready-made, and well formed', () => {
    expect(phrases(REPONSE_EXCUSES)[0]).toContain('Excusez-nous');
  });

  test.each([
    'Anne & <Luc> "É" \'D\'.',
    '&quot;&amp;quot;&#0;&lt;',
    ']]><Hangup/>',
    '</Speak><Redirect>http://x</Redirect>',
    '<!-- -->',
    '<?xml version="1.0"?>',
    '\u0000\u0001\u001F\uFFFE\uD800 D.',
    '👩‍👧 D.',
  ])('a hostile name stays a name: %j', (nom) => {
    const xml = reponseXml(choix(nom), URL_ETAPE);
    expect(XMLValidator.validate(xml)).toBe(true);
    expect(lireDocument(xml).map((v) => v.verbe)).toEqual(['GetInput', 'Redirect']);
    expect(phrases(xml)).toHaveLength(1);
    expect(phrases(xml)[0]).toMatch(/^Pour [\s\S]*, tapez 1\.$/);
  });

  test('any name gives one sentence and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (nom) => {
        const xml = reponseXml(choix(nom), URL_ETAPE);
        expect(XMLValidator.validate(xml)).toBe(true);
        expect(phrases(xml)).toHaveLength(1);
      }),
    );
  });
});
