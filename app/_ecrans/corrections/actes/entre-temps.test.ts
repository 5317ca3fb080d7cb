import { describe, expect, it } from 'vitest';
import type { Correction } from '#shared/contrats/corrections/correction';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import { natureDesHeures } from '#shared/domain/correction/nature-des-heures';
import type { CorrectionSuivie } from '#shared/domain/types';
import type { DateCivile, Instant } from '#shared/temps/types';
import { ETAT_VIDE, poserJour, poserSaisies } from '../../../_donnees/depot/etat-depot';
import { contexteDe, type Ligne } from '../../../_donnees/depot/lignes';
import { lignesDe } from '../../../_donnees/depot/plier';
import { autresDe, composerSuite } from '../../../_ui/actes/enregistrer';
import type { Signature } from '../../../_ui/actes/signature';
import { lireSaisie, type Saisie } from '../correction/valeurs';
import { baseVue, entreTemps, laisserPointees } from './entre-temps';

const jour = '2026-11-25' as DateCivile;
const i = (hm: string) => `2026-11-25T${hm}:00Z` as Instant;
const pointage = (id: string, hm: string) => ({ id, instant: i(hm), recuLe: i(hm), source: 'SVI' as const });
const intervention = (partie: Partial<Intervention> = {}): Intervention => ({
  _id: `intervention:${jour}:1`,
  type: 'intervention',
  id: '1',
  date: jour,
  antenne: 'EST',
  usagerId: 'U1',
  intervenantId: 'I1',
  codePrestation: 'AD',
  ecartes: [],
  visite: { id: 'V1', intervenantId: 'I1', debut: i('08:00'), fin: i('09:00'), codePrestation: 'AD' },
  arrivee: pointage('P1', '08:00'),
  depart: pointage('P2', '09:00'),
  creations: [],
  anomalies: [],
  explication: [],
  ...partie,
});
const correction = (id: string, partie: Partial<Correction> = {}): Correction => ({
  _id: `correction:${jour}:${id}`,
  type: 'correction',
  id,
  date: jour,
  antenne: 'EST',
  nature: 'HORAIRE',
  cible: { genre: 'POINTAGE', id: 'P1' },
  fin: i('09:45'),
  motif: 'OUBLI_DEPART',
  auteur: 'claire.est',
  instant: i('11:00'),
  poste: 'poste-1',
  base: [],
  source: 'POSTE',
  ...partie,
});

const etatDe = (visite: Intervention, ...corrections: Correction[]) =>
  poserSaisies(poserJour(ETAT_VIDE, jour, { [visite._id]: visite }, undefined), corrections);
const ligneDe = (etat: typeof ETAT_VIDE): Ligne => {
  const [l] = lignesDe(etat, jour, jour, i('12:00'));
  if (!l) throw new Error('sans ligne');
  return l;
};
const signature = (): Signature => ({
  auteur: 'karim.est',
  poste: 'poste-2',
  antenne: 'EST',
  maintenant: i('12:00'),
  id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
});
const saisie = {
  onglet: 'HEURES' as const,
  arrivee: '9h00',
  depart: '10h30',
  minutes: '0',
  usagerId: '',
  intervenantId: '',
  codePrestation: '',
  motif: 'AUTRE',
};

/** What the form does, opened before `autre` arrived: 10 h 30 in Paris, where the other said 10 h 45. */
const enregistrerApres = (visite: Intervention, autre: Correction) => {
  const ouverte = ligneDe(etatDe(visite));
  const etat = etatDe(visite, autre);
  const actuelle = ligneDe(etat);
  const lue = lireSaisie(
    ouverte,
    { ...saisie, commentaire: 'x' },
    720,
    actuelle.retenue.debut ? 'HORAIRE' : 'CREATION',
  );
  if (!lue.ok) throw new Error(JSON.stringify(lue.erreurs));
  const autres: CorrectionSuivie[] = autresDe(etat, actuelle.retenue.intervention);
  const base = baseVue(ouverte.retenue, actuelle.retenue);
  const suite = composerSuite(actuelle, [lue.valeurs], autres, contexteDe(etat, i('12:00')), signature, base);
  if (!suite.ok) throw new Error(suite.refus.message);
  return ligneDe(poserSaisies(etat, suite.corrections));
};

describe('le formulaire ouvert pendant qu’un autre corrige', () => {
  it.each([
    ['pointée', intervention(), {}],
    [
      'sans pointage',
      intervention({ arrivee: undefined, depart: undefined }),
      { nature: 'CREATION' as const, cible: { genre: 'VISITE' as const, id: 'V1' }, debut: i('08:00') },
    ],
  ])('[CO-4] visite %s : les deux corrections sont gardées et la visite est en conflit', (_, visite, partie) => {
    const { retenue, statut } = enregistrerApres(visite, correction('c1', partie));
    expect(statut).toBe('CONFLIT');
    expect(retenue.conflit?.versions.map((v) => [v.correction.auteur, v.fin])).toEqual([
      ['claire.est', i('09:45')],
      ['karim.est', i('09:30')],
    ]);
    expect(retenue.fin).toBe(i('09:30'));
  });
  it('[CO-4] ce qui était là à l’ouverture reste la base : aucun conflit', () => {
    const { retenue } = ligneDe(etatDe(intervention(), correction('c1')));
    expect(baseVue(retenue, retenue)).toEqual(['c1']);
    expect(entreTemps(retenue, retenue, 'heures')).toBeUndefined();
  });
  it('[CO-4] une base refusée entre-temps laisse place à la sienne', () => {
    const c0 = correction('c0');
    const c1 = correction('c1', { instant: i('11:30'), base: ['c0'] });
    const ouverte = ligneDe(etatDe(intervention(), c0, c1)).retenue;
    const refusee = correction('c1', { instant: i('11:30'), base: ['c0'], fin: i('07:00') });
    const actuelle = ligneDe(etatDe(intervention(), c0, refusee)).retenue;
    expect(ouverte.base).toEqual(['c1']);
    expect(baseVue(ouverte, actuelle)).toEqual(['c0']);
    expect(entreTemps(ouverte, actuelle, 'heures')).toBeUndefined();
  });
  it('[CO-2] il dit l’appel qui vient d’arriver, dont l’heure serait remplacée', () => {
    const { arrivee, depart: _, ...rien } = intervention();
    const dire = (ouverte: Intervention, quoi: 'heures' | 'correction' = 'heures') =>
      entreTemps(ligneDe(etatDe(ouverte)).retenue, ligneDe(etatDe(intervention())).retenue, quoi)?.replaceAll(
        '\u00a0',
        ' ',
      );
    expect(dire({ ...rien, _id: `intervention:${jour}:V1`, id: 'V1' })).toBe(
      'La visite vient d’être pointée (arrivée à 9 h 00, départ à 10 h 00) : une heure tapée ici en tiendrait lieu. Fermez pour repartir de là.',
    );
    expect(dire(arrivee ? { ...rien, arrivee } : rien, 'correction')).toBe(
      'La visite vient d’être pointée (départ à 10 h 00) : vérifiez que votre correction convient encore. Fermez pour repartir de là.',
    );
  });
  it('[CO-2] l’heure proposée se retire devant l’appel ; l’heure tapée reste, et l’autre côté aussi', () => {
    const { arrivee, depart: _, ...rien } = intervention();
    const [ouverte, actuelle] = [rien, arrivee ? { ...rien, arrivee } : rien].map((x) => ligneDe(etatDe(x)));
    if (!ouverte || !actuelle) throw new Error('deux états attendus');
    const propose: Saisie = { ...saisie, arrivee: '8 h 30', depart: '9 h 30', motif: '', commentaire: '' };
    const laisser = (plus: Partial<Saisie>) => {
      const s = laisserPointees({ ...propose, ...plus }, propose, ouverte.retenue, actuelle.retenue);
      return [s.arrivee, s.depart];
    };
    expect(laisser({})).toEqual(['', '9 h 30']);
    expect(laisser({ arrivee: '8h45' })).toEqual(['8h45', '9 h 30']);
    const lue = lireSaisie(
      ouverte,
      laisserPointees({ ...propose, motif: 'AUTRE', commentaire: 'x' }, propose, ouverte.retenue, actuelle.retenue),
      720,
      natureDesHeures(actuelle.retenue),
    );
    expect(lue).toMatchObject({ ok: true, valeurs: { nature: 'HORAIRE', fin: i('08:30') } });
    expect(lue.ok && 'debut' in lue.valeurs).toBe(false);
  });
  it('[CO-4] il dit qui vient de corriger, quoi, et que faire', () => {
    const ouverte = ligneDe(etatDe(intervention())).retenue;
    const c1 = correction('c1');
    const une = ligneDe(etatDe(intervention(), c1)).retenue;
    expect(entreTemps(ouverte, une, 'heures')?.replaceAll('\u00a0', ' ')).toBe(
      'claire.est vient de corriger cette visite (départ 10 h 45) : vos heures s’y ajouteront en conflit. Fermez pour repartir de la sienne.',
    );
    const annule = correction('c2', { nature: 'SUPPRESSION', fin: undefined, instant: i('11:30'), auteur: 'lea.est' });
    const deux = ligneDe(etatDe(intervention(), c1, annule)).retenue;
    expect(entreTemps(ouverte, deux, 'heures')).toBe(
      'claire.est et lea.est viennent de corriger cette visite (visite annulée). Fermez pour repartir de là.',
    );
  });
});
