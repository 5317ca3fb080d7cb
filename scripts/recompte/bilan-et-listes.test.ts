import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Correction, Verdict } from '#shared/contrats/corrections/correction';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Absence } from '#shared/contrats/dossiers/absence';
import { baseAntenne, basePointages, idVerdict } from '#shared/contrats/ids';
import { ajouterA } from '#shared/listes';
import { dernierJour, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { jour, paris, pointage } from '#shared/testing/constructeurs';
import { ETAT_VIDE, type EtatDepot, poserSaisies } from '../../app/_donnees/depot/etat-depot';
import type { Ligne } from '../../app/_donnees/depot/lignes';
import { lignesDe } from '../../app/_donnees/depot/plier';
import { lireAdresse } from '../../app/_ecrans/corrections/interventions/adresse';
import { affiner, FILTRES } from '../../app/_ecrans/corrections/interventions/filtres';
import { lienDe, lienIncompletes, lienSansVisite } from '../../app/_ui/adresses/cloture';
import { dresserBilan } from '../../sync-server/domaines/cloture/clore/bilan';
import { cloturer } from '../../sync-server/domaines/cloture/clore/cloturer';
import { type BancCloture, ligneApa, ouvrirBancCloture } from '../../sync-server/domaines/cloture/testing/banc';
import { fichier } from '../../sync-server/domaines/dossiers/testing/banc-import';
import { sansReponse } from '../../sync-server/store/ecrire';
import { deposerEtNoter } from '../../sync-server/store/inventaire/actes';
import { plageType } from '../../sync-server/store/types';

// What a closing counts on the server, and what the list that each count opens shows on a PC, are counted twice: here, one beside the other.

const MOIS = '2026-11' as Mois;
const SUD = baseAntenne('SUD');
/** Half past eight on the 1st: the evening before is still open, and a night is still late. */
const MATIN = paris('2026-12-01 08:30');
let s: BancCloture;

const visite = (id: string, usager: string, debut: string, fin: string): string =>
  `${id};${usager};I1;${debut};${fin};AD`;
const absence = (id: string, usagerId: string, plus: Pick<Absence, 'nature' | 'du'> & Partial<Absence>): Absence => ({
  ...{ _id: `absence:2026-11-01:${id}`, id, type: 'absence', date: jour('2026-11-01'), antenne: 'SUD' },
  ...{ auteur: 'anne', instant: paris('2026-11-01 08:00'), poste: 'PC', usagerId },
  ...plus,
});

beforeAll(async () => {
  s = await ouvrirBancCloture(['M1', 'M2', 'M3'].map((id) => ligneApa(id, 10)));
  s.aller('2026-11-01T05:00:00Z');
  const lignes = [
    visite('V1', 'M1', '05/11/2026 09:00', '05/11/2026 10:00'),
    visite('V2', 'M1', '06/11/2026 09:00', '06/11/2026 10:00'),
    visite('V3', 'M1', '07/11/2026 09:00', '07/11/2026 10:00'),
    visite('V4', 'M1', '30/11/2026 19:00', '30/11/2026 20:00'),
    visite('V5', 'M2', '30/11/2026 23:00', '01/12/2026 09:00'),
    visite('V6', 'M2', '10/11/2026 09:00', '10/11/2026 10:00'),
    visite('V7', 'M2', '11/11/2026 09:00', '11/11/2026 10:00'),
    visite('V8', 'M3', '12/11/2026 09:00', '12/11/2026 10:00'),
    visite('V9', 'M3', '13/11/2026 09:00', '13/11/2026 10:00'),
  ];
  const r = await s.b.importer({ 'PLANNING_202611.csv': fichier('PLANNING', lignes) }, { a: s.maintenant() });
  expect(r.fichiers.flatMap((f) => [f.refusFichier, ...f.refuses])).toEqual([undefined]);
  await s.poser(SUD, [
    absence('A2', 'M2', {
      ...{ nature: 'HOSPITALISATION', du: jour('2026-11-10'), au: jour('2026-11-15') },
      // The visit of that morning was over.
      instant: paris('2026-11-10 15:00'),
    }),
    absence('A3', 'M3', { nature: 'DECES', du: jour('2026-11-02') }),
  ]);
  const punch = (sens: 'A' | 'D', local: string, usagerId: string) => pointage(sens, local, { usagerId });
  sansReponse(
    await deposerEtNoter(s.b.magasin, basePointages(MATIN), [
      punch('A', '2026-11-06 09:01', 'M1'),
      punch('A', '2026-11-07 09:01', 'M1'),
      punch('A', '2026-11-30 19:01', 'M1'),
      punch('A', '2026-11-13 09:01', 'M3'),
      punch('D', '2026-11-13 10:01', 'M3'),
    ]),
  );
  s.aller(MATIN);
  await s.tourner();
  // [CO-4] Two managers, neither of whom had seen the other's.
  const enConflit = (await s.interventions('SUD')).find((i) => i.date === '2026-11-07');
  if (!enConflit) throw new Error('une visite attendue');
  await s.corriger(enConflit, 'DONNEES', { codePrestation: 'AV', motif: 'ERREUR_PLANNING' });
  await s.corriger(enConflit, 'DONNEES', { codePrestation: 'TR', motif: 'ERREUR_PLANNING', auteur: 'gestion02' });
  await s.tourner();
});
afterAll(() => s.b.fermer());

/** What a PC of the antenna holds of the same store. */
const lirePoste = async (): Promise<EtatDepot> => {
  const jours = new Map<string, Intervention[]>();
  for (const i of await s.interventions('SUD')) ajouterA(jours, i.date, i);
  const [absences, corrections, jugees] = [
    await plageType(s.b.magasin, 'absence', { antenne: 'SUD' }),
    await plageType(s.b.magasin, 'correction', { antenne: 'SUD' }),
    await plageType(s.b.magasin, 'verdict', { antenne: 'SUD' }),
  ];
  const verdicts = new Map(jugees.map((v: Verdict) => [v._id, v]));
  expect(corrections.filter((c: Correction) => !verdicts.has(idVerdict(c.date, c.id)))).toEqual([]);
  return { ...poserSaisies({ ...ETAT_VIDE, pret: true, jours }, [...absences, ...corrections]), verdicts };
};

/** The list as that address opens it. */
const ouvrir = (e: EtatDepot, lien: string): Ligne[] => {
  const a = lireAdresse(new URLSearchParams(lien.slice(lien.indexOf('?'))), jour('2026-12-01'));
  expect(a.mois).toBe(MOIS);
  const toutes = lignesDe(e, premierJour(a.mois), dernierJour(a.mois), MATIN);
  return [
    ...affiner(
      toutes.filter((l) => FILTRES[a.filtre].passe(l, 'anne')),
      a.affinages,
    ),
  ];
};

it('[CL-1] each line of a closing opens as many visits as it counts', async () => {
  const r = await dresserBilan({ magasin: s.b.magasin, horloge: () => MATIN }, { antenne: 'SUD', mois: MOIS });
  if (!r.ok) throw new Error(r.refus.message);
  const e = await lirePoste();
  const comptes = Object.fromEntries(r.valeur.comptes.map((c) => [c.quoi, c.nombre]));
  expect(comptes).toMatchObject({
    ...{ SANS_DEPART: 2, EN_COURS: 1, NON_POINTEE: 2, A_RETIRER: 1, ABSENCE: 1, PREVUE: 1 },
    ...{ POINTEE_EN_ABSENCE: 1, CONFLIT: 1 },
  });
  const listes = r.valeur.comptes.flatMap(({ quoi }) => {
    const lien = lienDe(quoi, MOIS);
    return lien?.startsWith('/interventions/') ? [[quoi, ouvrir(e, lien).length]] : [];
  });
  expect(Object.fromEntries(listes)).toEqual(
    Object.fromEntries(Object.entries(comptes).filter(([quoi]) => quoi !== 'SANS_FINANCEUR' && quoi !== 'DEPASSEMENT')),
  );
});

it('[CL-1] once closed, what lacks an hour and what nobody was to make are said apart, and open as many', async () => {
  const ports = { magasin: s.b.magasin, horloge: () => MATIN, rattraper: s.tourner };
  const r = await cloturer(ports, { mois: MOIS, antennes: ['SUD'], auteur: 'anne', motif: 'essai' });
  if (!r.ok) throw new Error(r.refus.message);
  const [close] = r.valeur.closes;
  expect(close).toMatchObject({ incompletes: 8, sansVisite: 2 });
  const e = await lirePoste();
  expect(ouvrir(e, lienIncompletes(MOIS, false))).toHaveLength(6);
  expect(ouvrir(e, lienSansVisite(MOIS))).toHaveLength(2);
  // Of a closing that did not tell them apart.
  expect(ouvrir(e, lienIncompletes(MOIS, true))).toHaveLength(8);
});
