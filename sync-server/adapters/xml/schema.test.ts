import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TABLE_PAR_DEFAUT } from '#shared/domain/dases/table';
import { DEBUT_ESPPADOM, ecrivainAvis, FIN_ESPPADOM } from '#shared/formats/esppadom/ecrire';
import { type Avis, ESPPADOM, heuresFacturees } from '#shared/formats/esppadom/esppadom';
import { minutes } from '#shared/temps/types';
import { creerAlea } from '#shared/testing/alea';
import { jour, paris } from '#shared/testing/constructeurs';
import { ouvrirValidateur, type Validateur } from './schema';

const REGLAGES = {
  ...TABLE_PAR_DEFAUT.esppadom,
  agence: 'A1',
  structure: {
    id: 'S1',
    nom: 'Structure',
    siret: '12345678901234',
    adresse: { ligne: '1 rue Royer', codePostal: '75013', ville: 'Paris' },
  },
  identification: { liste: 'L1', usager: 'U', intervenant: 'I' },
};
const AVIS: Avis = {
  id: 'H1',
  transaction: '202610-abc',
  emission: paris('2026-11-05 09:00'),
  payeur: { code: 'APA75', nom: 'Paris <APA> & "Co"' },
  numeroPec: 'P1',
  dispositif: 'APA',
  usager: {
    id: 'M1',
    nom: 'L’HÉRITIER',
    prenom: 'Anne\u0007-Lise',
    dateNaissance: jour('1933-01-24'),
    adresse: '177 rue Royer',
    codePostal: '75013',
    ville: 'Paris',
  },
  intervenant: { id: 'I1', nom: 'AUBERT Djeneba' },
  ajustement: 'COD',
  debut: paris('2026-10-25 02:30'),
  fin: paris('2026-10-25 02:50', true),
  arrivee: paris('2026-10-25 02:30'),
  depart: paris('2026-10-25 02:50', true),
  minutes: minutes(80),
};
const document = (...avis: Avis[]): string =>
  `${DEBUT_ESPPADOM}${avis.map(ecrivainAvis(REGLAGES)).join('')}${FIN_ESPPADOM}`;

let schema: Validateur;
beforeAll(() => {
  schema = ouvrirValidateur();
});
afterAll(() => schema.fermer());

describe('schema of ESPPADOM DELIVERY', () => {
  it('accepts what the table writes: all of it, each raw side alone, none, and a month without visits', () => {
    const { arrivee, depart, ...creee } = AVIS;
    for (const xml of [
      document(AVIS, { ...AVIS, depart: undefined }, { ...AVIS, arrivee: undefined }, creee),
      document(),
    ])
      expect(schema.faute(xml)).toBeUndefined();
    const nu = `${DEBUT_ESPPADOM}${ecrivainAvis(TABLE_PAR_DEFAUT.esppadom)(AVIS)}${FIN_ESPPADOM}`;
    expect(schema.faute(nu)).toBeUndefined();
    const xml = document(AVIS);
    for (const { chemin } of ESPPADOM) expect(xml).toContain(`<${chemin.split('/').at(-1)}`);
    expect(xml).toContain('Paris &lt;APA&gt; &amp; &quot;Co&quot;');
    expect(xml).toContain('Anne-Lise');
  });

  it('hours are minutes / 60, and give the minutes back', () => {
    for (let m = 1; m <= 1_440; m++) {
      const ecrit = heuresFacturees(minutes(m));
      expect(Math.round(Number(ecrit) * 60 * 1e6) / 1e6).toBe(m);
      expect(ecrit).toMatch(/^\d+(\.\d{0,9}[1-9])?$/);
    }
    expect(heuresFacturees(minutes(50))).toBe('0.8333333333');
  });

  it('refuses 200 mutated messages, each spoilt in one place', () => {
    const sain = document(AVIS);
    const hasard = creerAlea(20_261_125);
    const feuilles = [...sain.matchAll(/<((?:\w+:)\w+)([^<>]*)>([^<]*)<\/\1>/g)];
    /** Those that the schema lets be absent: a mutation that leaves them out would be no fault. */
    const FACULTATIFS = /:(SIRET|CustomerIdentificationMethod|SupplierIdentificationMethod)$/;
    const codes = /:(VersionID|TypeCode|CadreIntervention|CountryID|BilledQuantity|SIRET|BirthDate|\w*DateTime)$/;
    const remplacer = (m: RegExpMatchArray, par: string): string =>
      sain.slice(0, m.index) + par + sain.slice((m.index ?? 0) + m[0].length);
    type Mutation = { nom: string; faire: (m: RegExpMatchArray) => string | undefined };
    const MUTATIONS: Mutation[] = [
      {
        nom: 'mandatory element removed',
        faire: (m) =>
          FACULTATIFS.test(m[1] ?? '') || (/:(ID|TypeCode)$/.test(m[1] ?? '') && /S1|COD/.test(m[3] ?? ''))
            ? undefined
            : remplacer(m, ''),
      },
      { nom: 'element twice', faire: (m) => remplacer(m, m[0] + m[0]) },
      {
        nom: 'emptied',
        faire: (m) => remplacer(m, `<${m[1]}${m[2]}></${m[1]}>`),
      },
      {
        nom: 'other namespace',
        faire: (m) => {
          const autre = m[1]?.startsWith('pie:') ? 'ram' : 'pie';
          const nom = `${autre}:${m[1]?.split(':')[1]}`;
          return remplacer(m, `<${nom}${m[2]}>${m[3]}</${nom}>`);
        },
      },
      {
        nom: 'wrong type',
        faire: (m) => (codes.test(m[1] ?? '') ? remplacer(m, `<${m[1]}${m[2]}>n’importe quoi</${m[1]}>`) : undefined),
      },
      {
        nom: 'date that does not exist',
        faire: (m) =>
          /Date/.test(m[1] ?? '')
            ? remplacer(
                m,
                m[0].replace(/-(\d{2})-(\d{2})/, (_, mois: string) => `-${mois}-32`),
              )
            : undefined,
      },
      {
        nom: 'hour without offset',
        faire: (m) => (/DateTime$/.test(m[1] ?? '') ? remplacer(m, m[0].replace(/[+-]\d{2}:\d{2}</, '<')) : undefined),
      },
      { nom: 'unknown element before', faire: (m) => remplacer(m, `<ram:Autre>1</ram:Autre>${m[0]}`) },
      { nom: 'unknown attribute', faire: (m) => remplacer(m, m[0].replace(`<${m[1]}`, `<${m[1]} autre="1"`)) },
      { nom: 'element inside', faire: (m) => remplacer(m, `<${m[1]}${m[2]}><ram:ID>1</ram:ID></${m[1]}>`) },
      {
        nom: 'list lost',
        faire: (m) => (/listID="E|unitCode/.test(m[2] ?? '') ? remplacer(m, m[0].replace(m[2] ?? '', '')) : undefined),
      },
      {
        nom: 'other list',
        faire: (m) =>
          /listID="E/.test(m[2] ?? '') ? remplacer(m, m[0].replace(/listID="\w+"/, 'listID="AUTRE"')) : undefined,
      },
      {
        nom: 'reordered with the next',
        faire: (m) => {
          const suivant = feuilles[feuilles.indexOf(m as (typeof feuilles)[number]) + 1];
          if (!suivant || suivant.index !== (m.index ?? 0) + m[0].length || suivant[1] === m[1]) return undefined;
          return sain.slice(0, m.index) + suivant[0] + m[0] + sain.slice(suivant.index + suivant[0].length);
        },
      },
      { nom: 'cut', faire: (m) => sain.slice(0, (m.index ?? 0) + 3) },
      { nom: 'other version', faire: () => sain.replace('versionID="1.4"', 'versionID="1.3"') },
    ];
    const vues = new Map<string, number>();
    const acceptees: string[] = [];
    while ([...vues.values()].reduce((a, b) => a + b, 0) < 200) {
      const mutation = MUTATIONS[hasard.entier(0, MUTATIONS.length - 1)];
      const feuille = feuilles[hasard.entier(0, feuilles.length - 1)];
      const mutee = feuille && mutation?.faire(feuille);
      if (!mutation || !feuille || mutee === undefined) continue;
      expect(mutee).not.toBe(sain);
      vues.set(mutation.nom, (vues.get(mutation.nom) ?? 0) + 1);
      if (schema.faute(mutee) === undefined) acceptees.push(`${mutation.nom} : ${feuille[0]}`);
    }
    expect(acceptees).toEqual([]);
    expect(vues.size).toBe(MUTATIONS.length);
  });
});
