import { describe, expect, it } from 'vitest';
import type { Absence, NatureAbsence } from '#shared/contrats/dossiers/absence';
import type { Intervenant, Usager } from '#shared/contrats/dossiers/dossiers';
import type { Rattachement } from '#shared/contrats/pointages/rattachement';
import type { DateCivile } from '#shared/temps/types';
import { jour as civil, paris } from '#shared/testing/constructeurs';
import { ETAT_VIDE, type EtatDepot } from '../../../_donnees/depot/etat-depot';
import { type Departs, departsDuPoste } from '../../../_ui/personnes/departs';
import { geste } from '../../pointages/numeros/testing/constructeurs';
import {
  chercherPartout,
  chiffresDe,
  type Ecran,
  type Index,
  indexerAides,
  indexerNumeros,
  indexerUsagers,
  PAR_GROUPE,
} from './chercher';
import { lireDate } from './dates';

const aujourdhui = '2026-11-25' as DateCivile;

const usager = (id: string, nom: string, prenom: string, telephones: string[] = []): Usager => ({
  _id: `usager:${id}`,
  type: 'usager',
  id,
  civilite: 'MME',
  nom,
  prenom,
  adresse: '1 rue du Port',
  codePostal: '75012',
  ville: 'Paris',
  dateNaissance: civil('1935-01-23'),
  telephones,
  antennes: [{ antenne: 'EST', depuis: civil('0001-01-01') }],
  prisesEnCharge: [],
  vuLe: paris('2026-01-01 06:00'),
});
const absence = (usagerId: string, nature: NatureAbsence, du: string): Absence => ({
  _id: `absence:${du}:${usagerId}`,
  type: 'absence',
  id: usagerId,
  date: civil(du),
  antenne: 'EST',
  auteur: 'gestion01',
  instant: paris('2026-11-01 09:00'),
  poste: 'PC',
  usagerId,
  nature,
  du: civil(du),
});
const aide = (id: string, nom: string, prenom: string): Intervenant => ({
  _id: `intervenant:${id}`,
  type: 'intervenant',
  id,
  civilite: 'MME',
  nom,
  prenom,
  antenne: 'EST',
  codeSvi: '12345',
  dateDebut: civil('2020-01-01'),
  vuLe: paris('2026-01-01 06:00'),
});
const etatDe = (usagers: Usager[], aides: Intervenant[] = []): EtatDepot => ({
  ...ETAT_VIDE,
  usagers: new Map(usagers.map((u) => [u.id, u])),
  intervenants: new Map(aides.map((a) => [a.id, a])),
});
const indexer = (e: EtatDepot, departs: Departs, jour: DateCivile): Index => ({
  usagers: indexerUsagers(e.usagers, departs),
  aides: indexerAides(e.intervenants),
  numeros: indexerNumeros(e, departs, jour),
});
const SANS_DEPART = new Map<string, string>();
const ECRANS: Ecran[] = [
  { libelle: 'Numéros', href: '/numeros/' },
  { libelle: 'Nouvelle fiche', href: '/fiches/', mots: 'papier' },
];
const chercher = (e: EtatDepot, texte: string) =>
  chercherPartout(indexer(e, SANS_DEPART, aujourdhui), ECRANS, texte, aujourdhui).map((g) => [
    g.titre,
    ...g.trouves.map((t) => t.libelle),
  ]);

describe('recherche partout', () => {
  it('un usager parti pour de bon est dit parti, à côté de son adresse', () => {
    const depuis = departsDuPoste(
      {
        saisies: new Map(
          [
            absence('U1', 'DECES', '2026-11-03'),
            absence('U2', 'EHPAD', '2026-12-01'),
            absence('U3', 'HOSPITALISATION', '2026-11-03'),
          ].map((a) => [a._id, a]),
        ),
        refus: new Map(),
      },
      aujourdhui,
    );
    const gens = etatDe([usager('U1', 'Parti', 'Anne'), usager('U2', 'Parti', 'Léon'), usager('U3', 'Parti', 'Zoé')]);
    expect(
      chercherPartout(indexer(gens, depuis, aujourdhui), ECRANS, 'parti', aujourdhui)[0]?.trouves.map((t) => t.detail),
    ).toEqual(['Décès le 3\u00a0nov. · 1 rue du Port, 75012', '1 rue du Port, 75012', '1 rue du Port, 75012']);
  });

  const e = etatDe(
    [
      usager('U1', 'Lefèvre', 'Anne-Marie', ['+33199000001']),
      usager('U2', 'Martin', 'Léon'),
      usager('U3', 'Dumas', 'Marthe'),
    ],
    [aide('I1', 'Martinez', 'Awa')],
  );

  it('trouve par les premières lettres, dans n’importe quel ordre, sans accents', () => {
    expect(chercher(e, 'marie lef')).toEqual([['Usagers', 'LEFÈVRE Anne-Marie']]);
    expect(chercher(e, 'LEON')).toEqual([['Usagers', 'MARTIN Léon']]);
  });

  it('les noms qui commencent ainsi viennent d’abord, chaque genre dans son groupe', () => {
    expect(chercher(e, 'mart')).toEqual([
      ['Usagers', 'MARTIN Léon', 'DUMAS Marthe'],
      ['Aides', 'MARTINEZ Awa'],
    ]);
  });

  it('trouve un numéro par ses chiffres, et mène à l’usager', () => {
    const [g] = chercherPartout(indexer(e, SANS_DEPART, aujourdhui), ECRANS, '01 99 0', aujourdhui);
    expect(g?.trouves[0]).toMatchObject({ detail: 'LEFÈVRE Anne-Marie', href: '/usagers/?id=U1' });
    expect(chercher(e, '+33 1 99')).toEqual(chercher(e, '0199'));
    expect(chercher(e, '01')).toEqual([]);
  });

  it.each([
    ['01 99 0', '01990'],
    ['+33 1 99', '0199'],
    ['0199.00-00/01', '0199000001'],
    ['01', ''],
    ['12 nov', ''],
    ['martin', ''],
    ['', ''],
  ])('les chiffres cherchés dans « %s »', (texte, attendus) => {
    expect(chiffresDe(texte)).toBe(attendus);
  });

  it('un numéro inconnu mène à son rattachement', () => {
    const attente = {
      _id: 'attente:2026-11-25:P1',
      type: 'attente' as const,
      pointageId: 'P1',
      date: aujourdhui,
      sens: 'ARRIVEE' as const,
      instant: paris('2026-11-25 08:00'),
      recuLe: paris('2026-11-25 08:00'),
      source: 'SVI' as const,
      numeroAppelant: '+33188000002',
      raison: 'USAGER_INCONNU' as const,
    };
    const avec = { ...e, suspens: new Map([[aujourdhui, [attente, { ...attente, _id: 'attente:2026-11-25:P2' }]]]) };
    const [g] = chercherPartout(indexer(avec, SANS_DEPART, aujourdhui), ECRANS, '0188', aujourdhui);
    expect(g).toMatchObject({ total: 1, trouves: [{ href: '/numeros/?onglet=inconnus&cle=%2B33188000002' }] });
  });

  it('un numéro proposé mène à sa proposition, et n’y est plus une fois au dossier', () => {
    const [u] = e.usagers.values();
    if (!u) throw new Error('pas d’usager');
    const proposition = {
      _id: 'proposition:2026-11-25:33639980887',
      type: 'proposition' as const,
      numero: '+33639980887',
      usagerId: u.id,
      pointages: 4,
      premier: paris('2026-11-20 08:00'),
      dernier: paris('2026-11-25 08:00'),
    };
    const avec = { ...e, suspens: new Map([[aujourdhui, [proposition]]]) };
    const [g] = chercherPartout(indexer(avec, SANS_DEPART, aujourdhui), ECRANS, '0639980887', aujourdhui);
    expect(g?.trouves.map((t) => t.href)).toEqual([
      '/numeros/?onglet=propositions&cle=proposition%3A2026-11-25%3A33639980887',
    ]);
    const usagers = new Map([...e.usagers, [u.id, { ...u, telephones: [proposition.numero] }]]);
    const connu = chercherPartout(
      indexer({ ...avec, usagers }, SANS_DEPART, aujourdhui),
      ECRANS,
      '0639980887',
      aujourdhui,
    );
    expect(connu[0]?.trouves.map((t) => t.href)).toEqual([`/usagers/?id=${u.id}`]);
  });

  it('[PT-5] un numéro que l’antenne a rattaché mène à son usager ; détaché, il n’y mène plus', () => {
    const [u] = e.usagers.values();
    if (!u) throw new Error('pas d’usager');
    const rattache = geste(u.id, { numero: '+33639980888' });
    const mene = (...gestes: Rattachement[]) =>
      chercherPartout(
        indexer({ ...e, saisies: new Map(gestes.map((g) => [g._id, g])) }, SANS_DEPART, aujourdhui),
        ECRANS,
        '0639980888',
        aujourdhui,
      ).flatMap((g) => g.trouves.map((t) => t.href));
    expect(mene(rattache)).toEqual([`/usagers/?id=${u.id}`]);
    const detache = geste(u.id, { numero: rattache.numero, geste: 'DETACHER', instant: paris('2026-11-25 11:30') });
    expect(mene(rattache, detache)).toEqual([]);
  });

  it('trouve les écrans par leur nom et par les autres mots ; sans rien, les propose tous', () => {
    expect(chercher(e, 'papier')).toEqual([['Écrans et actions', 'Nouvelle fiche']]);
    expect(chercher(e, 'numer')).toEqual([['Écrans et actions', 'Numéros']]);
    expect(chercher(e, '  ')).toEqual([['Aller à', 'Numéros', 'Nouvelle fiche']]);
  });

  it('montre peu et compte tout', () => {
    const tous = etatDe(Array.from({ length: 2_800 }, (_, n) => usager(`U${n}`, `Martin${n}`, 'Jeanne')));
    const [g] = chercherPartout(indexer(tous, SANS_DEPART, aujourdhui), ECRANS, 'martin jea', aujourdhui);
    expect([g?.trouves.length, g?.total]).toEqual([PAR_GROUPE, 2_800]);
  });

  it('ne montre jamais le code d’une aide, et ne la trouve pas par lui', () => {
    expect(chercher(e, '12345')).toEqual([]);
    expect(JSON.stringify(indexer(e, SANS_DEPART, aujourdhui))).not.toContain('12345');
  });
});

describe('dates tapées', () => {
  it.each([
    ['hier', '2026-11-24'],
    ['Aujourd’hui', '2026-11-25'],
    ['12/11', '2026-11-12'],
    ['12-11-2025', '2025-11-12'],
    ['1er août', '2026-08-01'],
    ['mardi 3 nov', '2026-11-03'],
    ['12 novembre 26', '2026-11-12'],
    ['2/1', '2027-01-02'],
  ])('%s', (texte, attendue) => {
    expect(lireDate(texte, aujourdhui)).toBe(attendue);
  });

  it.each(['', '31/02', '29/02', '12', '12 patate', '99/99', 'martin', '01 99 00 00 01'])(
    '« %s » n’en est pas une',
    (texte) => {
      expect(lireDate(texte, aujourdhui)).toBeUndefined();
    },
  );
});
