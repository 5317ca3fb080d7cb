import { expect, test } from 'vitest';
import type { Correction } from '../contrats/corrections/correction';
import { figerMois } from '../domain/cloture/figer';
import { indexerCorrections } from '../domain/intervention/cibles';
import { retenir } from '../domain/intervention/retenir';
import { tableFinanceurs } from '../domain/ventilation/financeurs';
import { lignesCloses, lignesVivantes, rangerFige } from '../pilotage/lignes';
import { type Minutes, type Mois, minutes } from '../temps/types';
import {
  acceptee,
  apparier,
  contexte,
  correction,
  financeur,
  jour,
  paris,
  pointage,
  usager,
  visite,
} from '../testing/constructeurs';
import { agreger } from './agreger';

// Why a visit lacked a punch, as the state of incomplete calls and the dashboards say it, before and after the closing.

const MOIS = '2026-10' as Mois;
const t = tableFinanceurs([financeur('PROPRE', 'TARIF_PROPRE')]);
if (!t.ok) throw new Error(t.refus.message);

type Geste = Partial<Correction> & Pick<Correction, 'nature' | 'motif'>;

/** Said by the state of what the closing froze, by the dashboards of the open month, and of the closed one. */
const dits = (pointages: ReturnType<typeof pointage>[], gestes: readonly Geste[]) => {
  const visites = [visite('V', '2026-10-01 08:30', '2026-10-01 09:30')];
  const cible = pointages[0]
    ? { genre: 'POINTAGE' as const, id: pointages[0].id }
    : { genre: 'VISITE' as const, id: 'V' };
  const corrections = gestes.map(({ nature, ...plus }, n) =>
    correction(nature, {
      id: `C${n}`,
      cible,
      base: n === 0 ? [] : [`C${n - 1}`],
      instant: paris(`2026-10-02 10:0${n}`),
      ...plus,
    }),
  );
  const de = indexerCorrections(corrections.map((c) => acceptee(c)));
  const retenues = apparier({ pointages, visites }).map((i) => retenir(i, de(i), contexte()));
  const etats = figerMois({
    mois: MOIS,
    antenne: 'EST',
    retenues,
    usager: (id) => usager(id),
    nomIntervenant: (id) => id,
    financeurs: t.valeur,
    report: () => ({ depuis: '2024-05' as Mois, mois: 5, premierMois: MOIS, consommes: () => 0 }),
  });
  const compte = agreger({
    mois: MOIS,
    etats,
    complements: [],
    plans: new Map(),
    usager: (id) => usager(id),
    nomIntervenant: (id) => id,
    sansTelegestion: () => false,
    enCours: () => false,
  });
  const dispenses = () => undefined;
  return {
    etat: compte.usagers.flatMap((u) => u.incompletes.map((i) => i.motif)),
    ouvert: lignesVivantes(retenues, dispenses, () => minutes(60)).map((l) => l.motif),
    clos: lignesCloses(jour('2026-10-01'), retenues, rangerFige(etats), dispenses).map((l) => l.motif),
  };
};

const ARRIVEE = () => [pointage('A', '2026-10-01 08:31', { id: 'a' })];
const fin = paris('2026-10-01 09:30');
const DEPART: Geste = { nature: 'HORAIRE', fin, motif: 'OUBLI_DEPART' };
const MINUTES: Geste = { nature: 'MINUTES', minutes: 10 as Minutes, motif: 'ATTENTE_PORTE' };

test.each<[string, Geste[], string | undefined]>([
  ['completed, then minutes complémentaires', [DEPART, MINUTES], 'OUBLI_DEPART'],
  ['minutes complémentaires first', [MINUTES, DEPART], 'OUBLI_DEPART'],
  ['minutes complémentaires alone: nobody has completed it', [MINUTES], undefined],
  ['completed, then another hour', [DEPART, { ...DEPART, motif: 'HORAIRE_DEMANDE' }], 'OUBLI_DEPART'],
  [
    'the arrival that was punched, then the departure that lacked',
    [{ nature: 'HORAIRE', debut: paris('2026-10-01 08:30'), motif: 'CODE_ERRONE' }, DEPART],
    'OUBLI_DEPART',
  ],
  ['completed, then annulled', [DEPART, { nature: 'SUPPRESSION', motif: 'ABSENCE_USAGER' }], 'ABSENCE_USAGER'],
  [
    'annulled, given back, completed',
    [
      { nature: 'SUPPRESSION', motif: 'ABSENCE_USAGER' },
      { nature: 'RETABLISSEMENT', motif: 'ERREUR_PLANNING' },
      { ...DEPART, motif: 'TELEPHONE_REFUSE' },
    ],
    'TELEPHONE_REFUSE',
  ],
  [
    'completed, withdrawn, completed again',
    [
      DEPART,
      { nature: 'RETRAIT', retire: 'C0', motif: 'AUTRE', commentaire: 'faux' },
      { ...DEPART, motif: 'PANNE_SVI' },
    ],
    'PANNE_SVI',
  ],
  [
    'completed, minutes complémentaires, those withdrawn',
    [DEPART, MINUTES, { nature: 'RETRAIT', retire: 'C1', motif: 'AUTRE', commentaire: 'faux' }],
    'OUBLI_DEPART',
  ],
])('[RG] an incomplete call, %s: the motif is that of what dealt with it', (_, gestes, motif) => {
  expect(dits(ARRIVEE(), gestes)).toEqual({ etat: [motif], ouvert: [motif], clos: [motif] });
});

test('[RG] a visit created with no punch keeps the motif of its creation; one that lacks nothing has none', () => {
  const creation: Geste = {
    nature: 'CREATION',
    debut: paris('2026-10-01 08:30'),
    fin,
    motif: 'TELEPHONE_INDISPONIBLE',
  };
  const motif = 'TELEPHONE_INDISPONIBLE';
  expect(dits([], [creation, MINUTES])).toEqual({ etat: [], ouvert: [motif], clos: [motif] });
  const complets = [...ARRIVEE(), pointage('D', '2026-10-01 09:29', { id: 'd' })];
  expect(dits(complets, [MINUTES])).toEqual({ etat: [], ouvert: [undefined], clos: [undefined] });
});
