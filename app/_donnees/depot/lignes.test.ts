import { describe, expect, it } from 'vitest';
import type { Correction, Verdict } from '#shared/contrats/corrections/correction';
import type { Prise } from '#shared/contrats/corrections/equipe';
import type { Intervention } from '#shared/contrats/corrections/intervention';
import type { Rattachement } from '#shared/contrats/pointages/rattachement';
import type { Saisie } from '#shared/contrats/saisie';
import { ajouterJours } from '#shared/temps/paris';
import { type DateCivile, type Instant, minutes } from '#shared/temps/types';
import {
  absence,
  acquittement,
  financeur,
  pec,
  prise,
  rattachement,
  sansTelegestion,
  usager,
} from '#shared/testing/constructeurs';
import {
  ETAT_VIDE,
  type EtatDepot,
  enAttente,
  jamaisPrises,
  poserJour,
  poserLots,
  poserRefus,
  poserSaisies,
  refusees,
} from './etat-depot';
import { saisiesDuType, suivies } from './lignes';
import { lignesDe } from './plier';

const jour = '2026-11-25' as DateCivile;
const i = (hm: string) => `2026-11-25T${hm}:00Z` as Instant;

const intervention = (id: string, partie: Partial<Intervention> = {}): Intervention => ({
  _id: `intervention:${jour}:${id}`,
  type: 'intervention',
  id,
  date: jour,
  antenne: 'EST',
  usagerId: 'U1',
  intervenantId: 'I1',
  codePrestation: 'AD',
  ecartes: [],
  visite: { id: `V${id}`, intervenantId: 'I1', debut: i('09:00'), fin: i('10:00'), codePrestation: 'AD' },
  creations: [],
  anomalies: [],
  explication: [],
  ...partie,
});
const pointage = (id: string, hm: string) => ({ id, instant: i(hm), recuLe: i(hm), source: 'SVI' as const });
const correction = (id: string, partie: Partial<Correction> = {}): Correction => ({
  _id: `correction:${jour}:${id}`,
  type: 'correction',
  id,
  date: jour,
  antenne: 'EST',
  nature: 'HORAIRE',
  cible: { genre: 'POINTAGE', id: 'P1' },
  fin: i('10:00'),
  motif: 'OUBLI_DEPART',
  auteur: 'claire.est',
  instant: i('11:00'),
  poste: 'poste-1',
  base: [],
  source: 'POSTE',
  ...partie,
});
const lot = (...liste: Intervention[]) => Object.fromEntries(liste.map((x) => [x._id, x]));
const etat = (...liste: Intervention[]): EtatDepot => poserJour(ETAT_VIDE, jour, lot(...liste), undefined);
const accepter = (e: EtatDepot, c: Correction): EtatDepot => {
  const verdict: Verdict = {
    _id: `verdict:${jour}:${c.id}`,
    type: 'verdict',
    correctionId: c.id,
    date: jour,
    decision: 'ACCEPTEE',
    recuLe: c.instant,
  };
  return { ...e, verdicts: new Map(e.verdicts).set(verdict._id, verdict) };
};
const une = (e: EtatDepot, maintenant = i('12:00')) => lignesDe(e, jour, jour, maintenant)[0];

describe('lignesDe', () => {
  it('[AL-5] une visite qui n’a pas commencé est en retard quinze minutes après son heure, pas avant', () => {
    const e = etat(intervention('A'));
    expect(une(e, i('09:15'))?.statut).toBe('PREVUE');
    expect(une(e, i('09:16'))).toMatchObject({ statut: 'EN_RETARD', aTraiter: true });
    expect(une(e, i('10:01'))?.statut).toBe('NON_POINTEE');
  });
  it('[AP-11] one that another visit covers asks for nothing, and two hours for two planned ones are nothing unusual', () => {
    const [arrivee, depart] = [pointage('P1', '09:02'), pointage('P2', '11:58')];
    const suite = { id: 'VB', intervenantId: 'I1', debut: i('10:00'), fin: i('12:00'), codePrestation: 'AD' };
    const porteuse = intervention('P1', { arrivee, depart, couvertes: [suite] });
    const couverture = {
      ...{ id: 'P1', arrivee, depart, ecartes: [], creations: [] },
      visite: porteuse.visite ?? suite,
    };
    const e = etat(porteuse, intervention('VB', { visite: suite, couverture }));
    expect(lignesDe(e, jour, jour, i('14:00'))).toMatchObject([
      { statut: 'COMPLETE', aTraiter: false, dureeInhabituelle: false },
      { statut: 'COUVERTE', aTraiter: false, dureeInhabituelle: false },
    ]);
    const seule = intervention('P1', { arrivee, depart });
    expect(une(etat(seule), i('14:00'))).toMatchObject({ dureeInhabituelle: true });
  });
  it('[AL-6] what is out of the ordinary of a visit is said with its anomalies, and asks for nothing; minutes are those that the funder retains', () => {
    const courte = intervention('P1', { arrivee: pointage('P1', '09:35'), depart: pointage('P2', '09:59') });
    const e = etat(courte);
    expect(une(e, i('14:00'))).toMatchObject({
      statut: 'COMPLETE',
      aTraiter: false,
      exceptions: ['VISITE_COURTE', 'ARRIVEE_TARDIVE'],
      anomalies: ['Bien plus courte que prévu', 'Arrivée tardive'],
    });
    const financeurs = [
      financeur('PROPRE', 'TARIF_PROPRE'),
      financeur('CNAV', 'CAISSE_RETRAITE', { pas: minutes(30), mode: 'SUPERIEUR' }),
    ];
    const u = usager('U1', { prisesEnCharge: [pec('N1', 'CNAV')] });
    const arrondie = { ...e, financeurs, usagers: new Map([['U1', u]]) };
    expect(une(arrondie, i('14:00'))?.exceptions).toEqual(['ARRIVEE_TARDIVE']);
  });
  it('[AL-5] un départ est attendu trente minutes après la fin prévue, pas avant', () => {
    const e = etat(intervention('P1', { arrivee: pointage('P1', '09:02') }));
    expect(une(e, i('10:30'))).toMatchObject({ statut: 'EN_COURS', aTraiter: false });
    expect(une(e, i('10:31'))).toMatchObject({ statut: 'DEPART_ATTENDU', aTraiter: true });
    const { visite: _, ...sansPrevu } = intervention('P1', { arrivee: pointage('P1', '09:02') });
    expect(une(etat(sansPrevu), i('12:00'))).toMatchObject({ statut: 'EN_COURS', aTraiter: false });
  });
  it('[CO-6] une correction tapée ici se voit aussitôt, en attente jusqu’au verdict', () => {
    const brute = etat(intervention('P1', { arrivee: pointage('P1', '09:02'), sansSuite: true }));
    expect(une(brute)).toMatchObject({ statut: 'SANS_DEPART', enAttente: false });
    const tapee = poserSaisies(brute, [correction('c1')]);
    expect(une(tapee)).toMatchObject({ statut: 'CORRIGEE', enAttente: true, aTraiter: false, duree: 58 });
    expect(enAttente(tapee, 'poste-1')).toHaveLength(1);
    expect(enAttente(tapee, 'poste-2')).toHaveLength(0);
    const acceptee = accepter(tapee, correction('c1'));
    expect(une(acceptee)).toMatchObject({ statut: 'CORRIGEE', enAttente: false });
    expect(enAttente(acceptee, 'poste-1')).toHaveLength(0);
  });
  it('[CO-6] un geste qui se garde toujours n’attend plus quand son accusé a quitté le poste avec la fenêtre', () => {
    const geste = rattachement('g1', '2026-03-02' as Rattachement['date'], { poste: 'poste-1' });
    const tape = poserSaisies(etat(), [geste]);
    expect(enAttente(tape, 'poste-1')).toHaveLength(1);
    expect(enAttente({ ...tape, reponsesDepuis: '2026-03-01' as Rattachement['date'] }, 'poste-1')).toHaveLength(1);
    expect(enAttente({ ...tape, reponsesDepuis: '2026-08-01' as Rattachement['date'] }, 'poste-1')).toHaveLength(0);
  });
  it('[CO-6] une ligne refusée à l’envoi n’attend plus : son auteur la voit avec la raison', () => {
    const brute = etat(intervention('P1', { arrivee: pointage('P1', '09:02'), sansSuite: true }));
    const c = correction('c1');
    const refusee = poserRefus(poserSaisies(brute, [c]), [
      { documentId: c._id, code: 'ANTENNE', message: 'Pas la vôtre.' },
    ]);
    expect(une(refusee)).toMatchObject({
      statut: 'SANS_DEPART',
      enAttente: false,
      aTraiter: true,
      refus: 'Pas la vôtre.',
    });
    expect(enAttente(refusee, 'poste-1')).toHaveLength(0);
    expect(refusees(refusee, 'poste-1')).toMatchObject([{ message: 'Pas la vôtre.' }]);
  });
  describe('[CO-3] a correction refused for its hour, the clock of the PC being ahead', () => {
    const brute = etat(intervention('P1', { arrivee: pointage('P1', '09:02'), sansSuite: true }));
    const avance = correction('c1', { instant: i('13:00') });
    const refuser = (e: EtatDepot, c: Correction): EtatDepot =>
      poserRefus(e, [{ documentId: c._id, code: 'HORLOGE', message: 'Réglez son horloge.' }]);

    it('is answered by the one typed again, though that one bears an earlier hour', () => {
      const refusee = refuser(poserSaisies(brute, [avance]), avance);
      expect(une(refusee)).toMatchObject({ refus: 'Réglez son horloge.', aTraiter: true });
      const reprise = poserSaisies(refusee, [correction('c2', { instant: i('11:20') })]);
      expect(une(reprise)).toMatchObject({ statut: 'CORRIGEE', refus: undefined, aTraiter: false });
    });
    it('is not answered by those that it was made on top of, nor by one that is refused too', () => {
      const dessous = correction('c0', { instant: i('10:30') });
      const dessus = { ...avance, base: ['c0'] };
      const refusee = refuser(poserSaisies(brute, [dessous, dessus]), dessus);
      expect(une(refusee)).toMatchObject({ statut: 'CORRIGEE', refus: 'Réglez son horloge.', aTraiter: true });
      const encore = correction('c2', { instant: i('11:20'), base: ['c0'] });
      const deux = refuser(poserSaisies(refusee, [encore]), encore);
      expect(une(deux)).toMatchObject({ refus: 'Réglez son horloge.', aTraiter: true });
    });
    it('is not answered by a colleague’s of meanwhile, which she had not seen; one of hers that came after does', () => {
      const sienne = { ...avance, instant: i('11:00') };
      const deCollegue = (id: string, hm: string, base: string[] = []) =>
        correction(id, { auteur: 'bob', instant: i(hm), base });
      const refusee = refuser(poserSaisies(brute, [sienne, deCollegue('c0', '10:45')]), sienne);
      expect(une(refusee)).toMatchObject({ refus: 'Réglez son horloge.', aTraiter: true });
      const apres = poserSaisies(refusee, [deCollegue('c2', '11:05', ['c0'])]);
      expect(une(apres)).toMatchObject({ refus: undefined, aTraiter: false });
    });
    it('does not put an end to who takes the visit afterwards', () => {
      const aPaul = prise('p1', jour, { objet: { genre: 'POINTAGE', id: 'P1' }, auteur: 'paul', instant: i('11:40') });
      const reprise = correction('c2', { instant: i('11:20') });
      const tenue = refuser(poserSaisies(brute, [avance, reprise, aPaul]), avance);
      expect(une(tenue)?.prise).toMatchObject({ qui: 'paul' });
    });
  });
  it('[CO-6] a refusal kept by the server for its author says nothing of the row: sent under another’s cookie, it waits still', () => {
    const c = correction('c1');
    const refusDe = (code: string) => {
      const refus = { _id: `refus:2026-10-01:${c._id}`, type: 'refus', documentId: c._id, code, message: 'Non.' };
      return poserLots(poserSaisies(ETAT_VIDE, [c]), [{ [refus._id]: refus }]);
    };
    const [autre, horloge] = [refusDe('AUTEUR'), refusDe('HORLOGE')];
    expect([autre, horloge].map((e) => enAttente(e, 'poste-1').length)).toEqual([1, 0]);
    expect([autre, horloge].map((e) => refusees(e, 'poste-1').length)).toEqual([0, 1]);
  });
  it('[CO-3] une correction reprise et refusée ne demande plus rien : son import l’a dit', () => {
    const complete = etat(intervention('P1', { arrivee: pointage('P1', '09:02'), depart: pointage('P2', '10:01') }));
    const c = correction('c1', { fin: i('08:00'), source: 'REPRISE' });
    expect(une(poserSaisies(complete, [c]))).toMatchObject({ statut: 'COMPLETE', aTraiter: false, refus: undefined });
    const tapee = correction('c1', { fin: i('08:00') });
    expect(une(poserSaisies(complete, [tapee]))).toMatchObject({ statut: 'COMPLETE', aTraiter: true });
  });
  it('[CO-7] une création libre a sa ligne avant que le serveur la connaisse, et une seule après', () => {
    const { cible: _, ...libre } = correction('c9', { nature: 'CREATION', debut: i('07:00'), fin: i('08:00') });
    const creee = { ...libre, usagerId: 'U1', intervenantId: 'I1', motif: 'OUBLI_TOTAL' };
    const avant = poserSaisies(etat(), [creee]);
    expect(lignesDe(avant, jour, jour, i('12:00'))).toMatchObject([{ statut: 'CREEE', enAttente: true, duree: 60 }]);
    const { visite: __, ...sansVisite } = intervention('c9', { creations: ['c9'] });
    const apres = accepter(poserSaisies(etat(sansVisite), [creee]), creee);
    expect(lignesDe(apres, jour, jour, i('12:00'))).toMatchObject([{ statut: 'CREEE', enAttente: false }]);
  });
  it('[CO-3] une création libre refusée ne laisse pas de visite à traiter : son auteur la voit parmi ses refus', () => {
    const { cible: _, ...libre } = correction('c9', { nature: 'CREATION', debut: i('07:00'), fin: i('08:00') });
    const tapee = poserSaisies(etat(), [{ ...libre, usagerId: 'U1', intervenantId: 'I1', motif: 'OUBLI_TOTAL' }]);
    const parEnvoi = poserRefus(tapee, [{ documentId: libre._id, code: 'DATE', message: 'Trop ancienne.' }]);
    const { verdicts } = accepter(tapee, libre);
    const refusee = [...verdicts].map(([id, v]) => [id, { ...v, decision: 'REFUSEE' as const }] as const);
    for (const e of [parEnvoi, { ...tapee, verdicts: new Map(refusee) }]) {
      expect(lignesDe(e, jour, jour, i('12:00'))).toEqual([]);
      expect(refusees(e, 'poste-1')).toHaveLength(1);
    }
  });
  it('[CO-6] of what was refused, the rows that the server never took are on this PC alone; those that it judged are not', () => {
    const [envoyee, jugee] = [correction('c1'), correction('c2')];
    const tapees = poserSaisies(etat(), [envoyee, jugee]);
    const avecVerdict = accepter(tapees, jugee);
    const verdicts = new Map([...avecVerdict.verdicts].map(([id, v]) => [id, { ...v, decision: 'REFUSEE' as const }]));
    const e = poserRefus({ ...tapees, verdicts }, [
      { documentId: envoyee._id, code: 'ID', message: 'Cette aide n’est pas connue.' },
    ]);
    expect(refusees(e, 'poste-1')).toHaveLength(2);
    expect(jamaisPrises(e, 'poste-1').map((r) => [r.saisie, r.message])).toEqual([
      [envoyee, 'Cette aide n’est pas connue.'],
    ]);
    expect(jamaisPrises(e, 'poste-2')).toEqual([]);
  });
  it('[CO-3] a verdict answers its own document only: of two corrections of one id and two dates, one still waits', () => {
    const [tapee, autre] = [
      correction('c1'),
      { ...correction('c1'), date: ajouterJours(jour, 1), _id: `correction:${ajouterJours(jour, 1)}:c1` },
    ];
    const e = poserSaisies(etat(intervention('A', { arrivee: pointage('P1', '09:00') })), [tapee, autre]);
    const verdict = { type: 'verdict' as const, correctionId: 'c1', recuLe: i('12:00') };
    const jugee = poserLots(e, [
      { v: { ...verdict, _id: `verdict:${autre.date}:c1`, date: autre.date, decision: 'REFUSEE' } } as never,
    ]);
    expect(enAttente(jugee, 'poste-1')).toEqual([tapee]);
    expect(refusees(jugee, 'poste-1').map((r) => r.saisie)).toEqual([autre]);
    expect(suivies(jugee).map((s) => s.verdict?.decision)).toEqual([undefined, 'REFUSEE']);
  });
  it('[CO-6] a refusal answers what its author sent: a colleague’s saisie is not refused by one sent under its id, whichever comes first', () => {
    const commun = {
      id: 'a1',
      date: jour,
      antenne: 'EST' as const,
      auteur: 'marie',
      instant: i('06:00'),
      poste: 'poste-1',
    };
    const absence: Saisie = {
      ...commun,
      _id: `absence:${jour}:a1`,
      type: 'absence',
      usagerId: 'U1',
      nature: 'HOSPITALISATION',
      du: jour,
      au: jour,
    };
    const refus = (auteur: string) =>
      ({
        r: {
          _id: `refus:${jour}:${absence._id}`,
          type: 'refus',
          documentId: absence._id,
          auteur,
          code: 'FORMAT',
          message: 'Non.',
        },
      }) as never;
    const siens = (auteur: string) => [
      poserLots(poserSaisies(etat(), [absence]), [refus(auteur)]),
      poserSaisies(poserLots(etat(), [refus(auteur)]), [absence]),
    ];
    for (const e of siens('paul')) expect(refusees(e, 'poste-1')).toEqual([]);
    for (const e of siens('marie')) expect(refusees(e, 'poste-1')).toHaveLength(1);
  });
  it('[CO-6] une absence que le serveur garde ne disparaît pas parce qu’un renvoi en a été refusé pour sa date', () => {
    const partie = absence('a1', ajouterJours(jour, -200), { nature: 'EHPAD', auteur: 'marie', poste: 'poste-1' });
    const dit = { documentId: partie._id, code: 'DATE', message: 'Cette date est avant la période.' };
    const renvoi = { _id: `refus:${jour}:${partie._id}`, type: 'refus', auteur: 'marie', ...dit };
    for (const e of [
      poserLots(poserSaisies(etat(), [partie]), [{ r: renvoi }]),
      poserSaisies(poserLots(etat(), [{ r: renvoi }]), [partie]),
    ]) {
      expect(saisiesDuType(e, 'absence')).toEqual([partie]);
      expect(refusees(e, 'poste-1')).toEqual([]);
    }
    // Told to the PC that sent it, it is of a row that the server does not have.
    const jamaisPrise = poserRefus(poserSaisies(poserLots(etat(), [{ r: renvoi }]), [partie]), [dit]);
    expect(saisiesDuType(jamaisPrise, 'absence')).toEqual([]);
    expect(refusees(jamaisPrise, 'poste-1')).toHaveLength(1);
  });
  it('[AL-5] on the first day of an absence, a visit that was over before the absence was noted stays to be treated', () => {
    // Planned from nine to ten; nobody called.
    const notee = (heure: string, plus: object = {}) =>
      une(poserSaisies(etat(intervention('A')), [absence('a1', jour, { instant: i(heure), ...plus })]), i('16:00'));
    expect(notee('15:00')).toMatchObject({ statut: 'NON_POINTEE', aTraiter: true, dispense: 'vacances' });
    expect(notee('15:00', { nature: 'DECES' })).toMatchObject({ statut: 'NON_POINTEE', aTraiter: true });
    expect(notee('15:00', { du: ajouterJours(jour, -3), au: jour })).toMatchObject({ aTraiter: true });
    // Still to come, or under way, as it was noted; or between the two days: nobody is asked.
    expect(notee('09:30')).toMatchObject({ statut: 'ABSENCE', aTraiter: false });
    expect(notee('15:00', { du: ajouterJours(jour, -1) })).toMatchObject({ statut: 'ABSENCE', aTraiter: false });
  });

  it('[PT-7] une visite d’un usager absent est dite « Absence », et n’est à traiter que si elle est pointée', () => {
    const commun = { id: 'a1', date: jour, antenne: 'EST' as const, auteur: 'marie', instant: i('06:00'), poste: 'p' };
    const veille = ajouterJours(jour, -1);
    const absence = (plus: object): Saisie => ({
      ...commun,
      _id: `absence:${jour}:a1`,
      type: 'absence',
      usagerId: 'U1',
      nature: 'HOSPITALISATION',
      du: veille,
      ...plus,
    });
    const avec = (...l: Intervention[]) => poserSaisies(etat(...l), [absence({})]);
    expect(une(avec(intervention('A')))).toMatchObject({
      statut: 'ABSENCE',
      aTraiter: false,
      dispense: 'hospitalisation',
      anomalies: [],
    });
    const pointee = une(
      avec(intervention('P1', { arrivee: pointage('P1', '09:02'), depart: pointage('P2', '10:01') })),
    );
    expect(pointee).toMatchObject({ statut: 'COMPLETE', aTraiter: true });
    expect(pointee?.anomalies).toEqual(['Pointée pendant une absence de l’usager (hospitalisation)']);
    const deces = (...l: Intervention[]) => une(poserSaisies(etat(...l), [absence({ nature: 'DECES' })]));
    expect(deces(intervention('A'))).toMatchObject({
      ...{ statut: 'A_RETIRER', aTraiter: false, dispense: 'décès', quandDepart: 'après le décès' },
    });
    expect(deces(intervention('P1', { arrivee: pointage('P1', '09:02') }))?.anomalies).toEqual([
      'Pointée après le décès',
    ]);
    // The day itself: the usager was at home a part of it.
    const pointeeLe = (plus: object) =>
      une(poserSaisies(etat(intervention('P1', { arrivee: pointage('P1', '09:02') })), [absence(plus)]));
    const jourMeme = pointeeLe({ nature: 'DECES', du: jour });
    expect(jourMeme).toMatchObject({ quandDepart: 'le jour du décès', anomalies: [] });
    expect(pointeeLe({ du: jour })?.anomalies).toEqual([]);
    expect(pointeeLe({ au: jour })?.anomalies).toEqual([]);
    // Looked at by a manager, with a network or without: settled for all, until someone wants it looked at again.
    const avant = avec(intervention('P1', { arrivee: pointage('P1', '09:02'), depart: pointage('P2', '10:01') }));
    const vu = (id: string, heure: string, plus: object = {}): Saisie =>
      acquittement(id, jour, pointee?.enAbsence?.alerteId ?? '', { instant: i(heure), ...plus });
    const settled = poserSaisies(avant, [vu('v2', '11:30'), vu('v1', '11:00')]);
    expect(une(settled)).toMatchObject({ aTraiter: false, anomalies: [], enAbsence: { vue: { id: 'v1' } } });
    expect(une(poserSaisies(settled, [vu('v3', '11:40', { annule: true })]))).toMatchObject({ aTraiter: true });
    const refusee = poserRefus(avec(intervention('A')), [
      { documentId: `absence:${jour}:a1`, code: 'CHEVAUCHE', message: 'Déjà notée.' },
    ]);
    expect(une(refusee)).toMatchObject({ statut: 'NON_POINTEE', aTraiter: true });
  });
  it('[PT-7] une visite sans télégestion n’est jamais en retard : ensuite, sa fiche est à saisir', () => {
    const e = poserSaisies(etat(intervention('A')), [sansTelegestion('s1', jour)]);
    const a = (h: string) => lignesDe(e, jour, jour, i(h))[0];
    const { visite } = intervention('A');
    if (!visite) throw new Error('une visite prévue attendue');
    expect(a(visite.debut.slice(11, 16))).toMatchObject({ statut: 'PREVUE', aTraiter: false });
    expect(a('23:00')).toMatchObject({ statut: 'FICHE_A_SAISIR', aTraiter: true, dispense: 'sans télégestion' });
  });
  it('qui a pris une visite se voit jusqu’à ce qu’elle soit corrigée, rendue ou refusée par le serveur', () => {
    const tenue = (id: string, hm: string, plus: Partial<Prise> = {}): Saisie =>
      prise(id, jour, { auteur: 'anne', instant: i(hm), objet: { genre: 'POINTAGE', id: 'P1' }, ...plus });
    const sansDepart = intervention('P1', { arrivee: pointage('P1', '09:02') });
    const avec = (...s: Saisie[]) => poserSaisies({ ...etat(sansDepart), auteurs: { anne: 'Anne Durand' } }, s);
    const tard = i('23:59');
    expect(une(avec(tenue('a', '12:00')), tard)?.prise).toMatchObject({ qui: 'anne', nom: 'Anne Durand' });
    const confiee = tenue('b', '12:01', { geste: 'CONFIER', a: 'bea' });
    expect(une(avec(tenue('a', '12:00'), confiee), tard)?.prise).toMatchObject({ qui: 'bea', par: 'anne' });
    const c = correction('c', { instant: i('12:30') });
    expect(une(avec(tenue('a', '12:00'), c), tard)?.prise).toBeUndefined();
    expect(une(avec(tenue('a', '12:40'), c), tard)?.prise?.qui).toBe('anne');
    const refus = [{ documentId: `prise:${jour}:b`, code: 'COLLEGUE', message: 'Non.' }];
    expect(une(poserRefus(avec(tenue('a', '12:00'), confiee), refus), tard)?.prise?.qui).toBe('anne');
  });
  it('une note d’usager se voit sur ses visites à partir de son jour, celle d’une visite sur elle seule', () => {
    const note = (id: string, instant: string, objet: { genre: 'USAGER' | 'VISITE'; id: string }): Saisie => ({
      _id: `note:${jour}:${id}`,
      type: 'note',
      id,
      date: jour,
      antenne: 'EST',
      auteur: 'anne',
      instant: instant as Instant,
      poste: 'p',
      objet,
      usagerId: 'U1',
      texte: id,
    });
    const e = poserSaisies(etat(intervention('A'), intervention('B')), [
      note('sur A', i('08:00'), { genre: 'VISITE', id: 'VA' }),
      note('du jour', i('07:00'), { genre: 'USAGER', id: 'U1' }),
      note('du lendemain', '2026-11-26T07:00:00Z', { genre: 'USAGER', id: 'U1' }),
      note('d’un autre', i('07:00'), { genre: 'USAGER', id: 'U2' }),
    ]);
    expect(lignesDe(e, jour, jour, i('08:00')).map((l) => l.notes.map((n) => n.texte))).toEqual([
      ['sur A', 'du jour'],
      ['du jour'],
    ]);
  });
  it('range les visites par heure prévue, et ne montre que la période', () => {
    const tard = intervention('B', {
      visite: { id: 'VB', intervenantId: 'I1', debut: i('14:00'), fin: i('15:00'), codePrestation: 'AD' },
    });
    const e = etat(tard, intervention('A'));
    expect(lignesDe(e, jour, jour, i('08:00')).map((l) => l.retenue.intervention.id)).toEqual(['A', 'B']);
    expect(lignesDe(e, '2026-11-26' as DateCivile, '2026-11-30' as DateCivile, i('08:00'))).toEqual([]);
  });
});

describe('poserJour', () => {
  it('ne surligne que ce qui change, et garde les autres telles quelles', () => {
    const avant = etat(intervention('A'), intervention('B'));
    const apres = poserJour(
      avant,
      jour,
      lot(intervention('A'), intervention('B', { arrivee: pointage('P1', '09:00') })),
      1_000,
    );
    expect([...apres.touchees]).toEqual([[`intervention:${jour}:B`, 1_000]]);
    expect(apres.jours.get(jour)?.[0]).toBe(avant.jours.get(jour)?.[0]);
  });
  it('un jour lu pour la première fois ne surligne que l’appel qui vient de le faire naître', () => {
    const a = intervention('A', { arrivee: pointage('P1', '09:00') });
    const quand = (heure: string): number => Date.parse(i(heure));
    expect(poserJour(ETAT_VIDE, jour, lot(a), quand('14:00')).touchees.size).toBe(0);
    expect([...poserJour(ETAT_VIDE, jour, lot(a), quand('09:00') + 2_000).touchees.keys()]).toEqual([a._id]);
  });
});
