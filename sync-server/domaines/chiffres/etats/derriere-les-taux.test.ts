import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DetailEtat } from '#shared/etats/contrat';
import { dernierJour, premierJour } from '#shared/temps/paris';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import { type BancCloture, ligneApa, ouvrirBancCloture } from '../../cloture/testing/banc';
import { lireDetailPilotage } from '../pilotage/lire';
import { lireVisitesPilotage } from '../pilotage/visites';
import { calculerEtat, detaillerEtat } from './calculer';

// Calls of one aide at one usager, which corrections have given to others: their figures open on them all the same.

const MOIS = '2026-10' as Mois;
const ANTENNES = ['SUD', 'TOUTES'] as const;
const [ICI, AUTRE] = ['I1', 'I2'];

let s: BancCloture;
const heures = (jour: string) => [`2026-10-${jour}T06:00:00Z`, `2026-10-${jour}T07:00:00Z`] as [string, string];
const MOTIF = { motif: 'AUTRE', commentaire: 'essai' } as const;

beforeAll(async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 40), ligneApa('M2', 40)]);
  s.aller('2026-10-12T06:00:00Z');
  for (const jour of ['01', '02', '05', '06', '07']) await s.pointer(`P${jour}`, ...heures(jour));
  await s.poser('tg-pointages-2026', [
    {
      ...{ _id: 'pointage:2026-10-08T06:00:00Z:P08A', type: 'pointage', id: 'P08A', sens: 'ARRIVEE', source: 'SVI' },
      ...{ instant: '2026-10-08T06:00:00Z', recuLe: '2026-10-08T06:00:00Z', usagerId: 'M1', intervenantId: ICI },
    },
  ]);
  await s.tourner();
  const de = async (jour: string) => s.intervention('SUD', `P${jour}A`);
  await s.corriger(await de('02'), 'DONNEES', { intervenantId: AUTRE, ...MOTIF });
  await s.corriger(await de('05'), 'HORAIRE', { fin: '2026-10-05T07:30:00Z' as Instant, ...MOTIF });
  await s.corriger(await de('08'), 'HORAIRE', { fin: '2026-10-08T07:00:00Z' as Instant, motif: 'OUBLI_DEPART' });
  await s.corriger(await de('08'), 'DONNEES', { intervenantId: AUTRE, ...MOTIF });
  // Its hours are moved to another day of the month: its calls stay where they were.
  await s.corriger(await de('07'), 'HORAIRE', {
    ...{ debut: '2026-10-09T06:00:00Z' as Instant, fin: '2026-10-09T07:00:00Z' as Instant },
    ...MOTIF,
  });
  await s.tourner();
  await s.donner('P06A', 'M2');
  await s.tourner();
});
afterAll(() => s.b.fermer());

const detailsDe = async (vue: string, antenne: 'SUD' | 'TOUTES', periode: { du: DateCivile; au: DateCivile }) => {
  const d = { etat: 'taux-correction', antenne, vue, ...periode };
  const r = await calculerEtat(s.b.magasin, d, s.maintenant);
  if (!r.ok) throw new Error(r.refus.message);
  const lus: { nom: string; dits: number; ouverts: DetailEtat }[] = [];
  for (const { cle, valeurs: v } of r.valeur.lignes) {
    const x = await detaillerEtat(s.b.magasin, d, cle, s.maintenant);
    if (!x.ok) throw new Error(x.refus.message);
    const n = (c: string): number => Number(v[c]);
    const dits = n('incompletes') + n('toutesCorrigees') - n('corrigees') + n('creees');
    lus.push({ nom: String(v[vue]), dits, ouverts: x.valeur });
  }
  return lus;
};
const verifier = async (): Promise<void> => {
  const periodes = [
    { du: premierJour(MOIS), au: dernierJour(MOIS) },
    { du: '2026-10-05' as DateCivile, au: '2026-10-07' as DateCivile },
  ];
  for (const periode of periodes)
    for (const antenne of ANTENNES)
      for (const vue of ['intervenant', 'usager', 'mois', 'antenne'])
        for (const { nom, dits, ouverts } of await detailsDe(vue, antenne, periode))
          expect([periode.du, antenne, nom, ouverts.total, ouverts.lignes.length]).toEqual([
            ...[periode.du, antenne, nom, dits, dits],
          ]);
};
const deLAide = async () => {
  const tous = await detailsDe('intervenant', 'SUD', { du: premierJour(MOIS), au: dernierJour(MOIS) });
  return tous.map(({ nom, ouverts }) => [
    nom,
    ouverts.lignes.map((l) => [String(l.valeurs.date).slice(8), l.valeurs.quoi]),
  ]);
};
const ATTENDU = [
  [
    'AUBERT Djeneba',
    [
      ['02', 'Faite, corrigée · confiée à PERRIN Awa'],
      ['05', 'Faite, corrigée'],
      ['06', 'Faite, corrigée · chez un autre usager'],
      ['08', 'Sans départ · corrigée'],
      ['07', 'Faite, corrigée'],
    ],
  ],
];

it('[RG] each rate opens on as many visits as it says, whoever a correction gave them to: in an open month', async () => {
  await verifier();
  expect(await deLAide()).toEqual(ATTENDU);
});

it('[RG] on the dashboards too each person opens on what is counted of her, under her own name', async () => {
  const p = { magasin: s.b.magasin, horloge: s.maintenant };
  const { personnes } = await lireDetailPilotage(p, { antenne: 'SUD', mois: MOIS, nominatif: true });
  const ouvrir = async (choix: { aide: string } | { usager: string }) => {
    const { nom, total, visites } = await lireVisitesPilotage(p, { antenne: 'SUD', mois: MOIS, choix });
    return { nom, total, visites: visites.map((v) => v.date.slice(8)) };
  };
  expect(personnes?.intervenants.map((i) => [i.id, i.mesures.achevees, i.mesures.corrigees, i.mesures.faites])).toEqual(
    [
      [ICI, 6, 5, 4],
      [AUTRE, undefined, undefined, 2],
    ],
  );
  expect(await ouvrir({ aide: ICI })).toEqual({
    ...{ nom: 'AUBERT Djeneba', total: 6 },
    visites: ['01', '02', '05', '06', '07', '08'],
  });
  expect(await ouvrir({ aide: AUTRE })).toMatchObject({ total: 2, visites: ['02', '08'] });
  expect(await ouvrir({ usager: 'M1' })).toMatchObject({ nom: 'LEBRUN Françoise', total: 6 });
  expect(await ouvrir({ usager: 'M2' })).toMatchObject({ total: 1, visites: ['06'] });
  expect(await ouvrir({ aide: 'I9' })).toEqual({ nom: undefined, total: 0, visites: [] });
});

it('[RG] [CL-2] and in a closed one', async () => {
  s.aller('2026-11-05T08:00:00Z');
  await s.clore(MOIS, ['SUD']);
  await verifier();
  expect(await deLAide()).toEqual(ATTENDU);
});
