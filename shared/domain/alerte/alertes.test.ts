import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Absence } from '../../contrats/dossiers/absence';
import { lecteurParametres } from '../../contrats/exploitation/parametre';
import type { Envoi } from '../../contrats/financement/envoi';
import type { Attente } from '../../contrats/pointages/derives';
import { epochMs, instantDe } from '../../temps/paris';
import type { Minutes, Mois } from '../../temps/types';
import {
  acceptee,
  apparier,
  contexte,
  correction,
  financeur,
  jour,
  parametresAu,
  paris,
  pec,
  pointage,
  sansTelegestion,
  usager,
  visite,
} from '../../testing/constructeurs';
import { codesAntennes } from '../antenne/registre';
import { signalerChevauchements } from '../appariement/chevauchement';
import { demander, deposer, echouer, passer, preparerEnvoi, retirerEnvoi } from '../dases/envoi';
import { indexerCorrections } from '../intervention/cibles';
import { retenir } from '../intervention/retenir';
import type { ParametresAu } from '../types';
import { tableFinanceurs } from '../ventilation/financeurs';
import { alertesNumeros, alertesService, type EtatAlertes, suivreVisite, toutesLesAlertes } from './alertes';
import { alertesChevauchements, chevauchanteDe } from './chevauchements';
import { lecteurDispenses } from './dispenses';
import { antennesDeLEnvoi } from './envois';

const table = tableFinanceurs([
  financeur('PROPRE', 'TARIF_PROPRE'),
  financeur('APA', 'APA'),
  financeur('CNAV', 'CAISSE_RETRAITE'),
]);
if (!table.ok) throw new Error(table.refus.message);

const commun = (id: string) => ({
  id,
  date: jour('2026-11-01'),
  antenne: 'EST' as const,
  auteur: 'gestion01',
  instant: paris('2026-11-01 09:00'),
  poste: 'PC',
  usagerId: 'U1',
});
const absence = (du: string, au: string): Absence => ({
  ...commun('a'),
  _id: 'absence:2026-11-01:a',
  type: 'absence',
  nature: 'HOSPITALISATION',
  du: jour(du),
  au: jour(au),
});
const marque = sansTelegestion('s', jour('2026-11-01'), commun('s'));
/** Nobody shares a number. */
const SEULS = (): readonly string[] => [];
const PERSONNE = lecteurDispenses([], []);

type Matiere = Parameters<typeof apparier>[0] & { corrections?: ReturnType<typeof acceptee>[] };
const etat = (m: Matiere, maintenant: string, plus: Partial<EtatAlertes> = {}): EtatAlertes => {
  const de = indexerCorrections(m.corrections ?? []);
  return {
    retenues: apparier(m).map((i) => retenir(i, de(i), contexte(maintenant))),
    usagers: [],
    attentes: [],
    telephones: SEULS,
    estDUneAide: () => false,
    dispenses: PERSONNE,
    financeurs: table.valeur,
    dernierImport: undefined,
    ...plus,
  };
};
const ids = (m: Matiere, maintenant: string, plus: Partial<EtatAlertes> = {}): string[] =>
  toutesLesAlertes(etat(m, maintenant, plus), contexte(maintenant)).map((a) => a._id);

const V = visite('V', '2026-11-25 08:00', '2026-11-25 09:00');
const A = pointage('A', '2026-11-25 08:02', { id: 'pa' });
const D = pointage('D', '2026-11-25 09:01', { id: 'pd' });

describe('alertes d’une antenne', () => {
  it('[AL-1] un appel incomplet du mois, jusqu’à ce qu’il soit corrigé', () => {
    const seul = { pointages: [D], visites: [V] };
    expect(ids(seul, '2026-11-25 12:00')).toEqual(['alerte:2026-11-25:APPEL_INCOMPLET:pd']);
    const c = correction('HORAIRE', {
      date: jour('2026-11-25'),
      cible: { genre: 'POINTAGE', id: 'pd' },
      debut: paris('2026-11-25 08:00'),
      instant: paris('2026-11-25 11:00'),
    });
    expect(ids({ ...seul, corrections: [acceptee(c)] }, '2026-11-25 12:00')).toEqual([]);
  });

  it('[AL-5] une visite pointée pendant une absence est à vérifier, hors du premier et du dernier jour, jusqu’à ce qu’on la corrige', () => {
    const m = { pointages: [A, D], visites: [V] };
    const dit = (du: string, au: string, corrections: ReturnType<typeof acceptee>[] = []): string[] =>
      ids({ ...m, corrections }, '2026-11-25 12:00', { dispenses: lecteurDispenses([absence(du, au)], []) });
    expect(dit('2026-11-20', '2026-11-30')).toEqual(['alerte:2026-11-25:POINTEE_EN_ABSENCE:pa']);
    expect([dit('2026-11-25', '2026-11-30'), dit('2026-11-20', '2026-11-25')]).toEqual([[], []]);
    const annulee = correction('SUPPRESSION', {
      date: jour('2026-11-25'),
      cible: { genre: 'POINTAGE', id: 'pa' },
      instant: paris('2026-11-25 11:00'),
    });
    expect(dit('2026-11-20', '2026-11-30', [acceptee(annulee)])).toEqual([]);
  });

  it('[AP-10] [AL-5] deux visites d’une aide qui se chevauchent font une alerte, dite dans chaque antenne qui en a une', () => {
    const p = (sens: 'A' | 'D', hm: string, id: string, plus = {}) =>
      pointage(sens, `2026-11-25 ${hm}`, { id, ...plus });
    const chez = (usagerId: string, ...heures: [string, string]) =>
      [p('A', heures[0], `${usagerId}a`, { usagerId }), p('D', heures[1], `${usagerId}d`, { usagerId })] as const;
    const retenues = (antenne: 'EST' | 'SUD', usagerId: string, de: string, a: string) =>
      apparier({ usagerId, antenneAu: () => antenne, telephonesAu: () => [], pointages: [...chez(usagerId, de, a)] });
    const marquees = signalerChevauchements(
      [
        ...retenues('EST', 'U1', '08:00', '09:00'),
        ...retenues('EST', 'U2', '08:30', '09:30'),
        ...retenues('SUD', 'U3', '09:10', '10:00'),
        ...retenues('EST', 'U4', '11:00', '11:30'),
      ],
      SEULS,
    );
    const alertesDe = (antenne: 'EST' | 'SUD', corrections: ReturnType<typeof acceptee>[] = []) => {
      const de = indexerCorrections(corrections);
      const toutes = marquees.map((i) => retenir(i, de(i), contexte('2026-11-25 12:00')));
      const ici = (r: (typeof toutes)[number]) => r.intervention.antenne === antenne;
      const plus = { retenues: toutes.filter(ici), ailleurs: toutes.filter((r) => !ici(r)) };
      return toutesLesAlertes(etat({}, '2026-11-25 12:00', plus), contexte('2026-11-25 12:00'));
    };
    const date = '2026-11-25';
    expect(alertesDe('EST')).toMatchObject([
      { _id: `alerte:${date}:CHEVAUCHEMENT:U1a:U2a`, interventionId: 'U1a', autre: { interventionId: 'U2a', date } },
      { _id: `alerte:${date}:CHEVAUCHEMENT:U2a:U3a`, interventionId: 'U2a', autre: { antenne: 'SUD' } },
    ]);
    expect(alertesDe('SUD')).toMatchObject([
      { interventionId: 'U3a', autre: { interventionId: 'U2a', antenne: 'EST' } },
    ]);
    // Annulling one of the two settles both.
    const c = correction('SUPPRESSION', {
      date: jour(date),
      cible: { genre: 'POINTAGE', id: 'U2a' },
      instant: paris('2026-11-25 11:00'),
    });
    expect([alertesDe('EST', [acceptee(c)]), alertesDe('SUD', [acceptee(c)])]).toEqual([[], []]);
  });

  it('[AL-5] [AP-10] an overlap of some minutes is an anomaly of both visits, and no alert: five by default, the parameter else', () => {
    const dites = (debut: string, p: ParametresAu = parametresAu) => {
      const chez = (usagerId: string, de: string, a: string) =>
        apparier({
          usagerId,
          pointages: [
            pointage('A', `2026-11-25 ${de}`, { id: `${usagerId}a`, usagerId }),
            pointage('D', `2026-11-25 ${a}`, { id: `${usagerId}d`, usagerId }),
          ],
        });
      const is = signalerChevauchements([...chez('U1', '08:00', '09:00:40'), ...chez('U2', debut, '10:00')], SEULS);
      const suivies = is.flatMap((i) => chevauchanteDe(retenir(i, [], contexte())) ?? []);
      return [suivies.length, alertesChevauchements(suivies, p, SEULS).length];
    };
    expect([dites('09:00'), dites('08:55'), dites('08:54:59')]).toEqual([
      [0, 0],
      [2, 0],
      [2, 1],
    ]);
    const dix = {
      _id: 'parametre:chevauchementTolere:2026-01-01',
      type: 'parametre',
      cle: 'chevauchementTolere',
      depuis: jour('2026-01-01'),
      valeur: 10,
      auteur: 'x',
      instant: paris('2026-01-01 00:00'),
    } as const;
    expect(dites('08:50', lecteurParametres([dix]))).toEqual([2, 0]);
  });

  it('[AL-2] [AL-3] [AL-4] ce que dit le dossier d’un usager ; rien de qui a quitté les fichiers', () => {
    const u = usager('U1', {
      vuLe: paris('2026-11-20 06:00'),
      prisesEnCharge: [pec('P1', 'APA', { dateFin: jour('2026-12-31') })],
    });
    const neuf = usager('U2', { vuLe: paris('2026-11-20 06:00') });
    expect(ids({}, '2026-11-25 12:00', { usagers: [u, neuf] })).toEqual([
      'alerte:2026-10-31:FIN_DE_PRISE_EN_CHARGE:U1:P1',
      'alerte:2026-11-20:NOUVEL_USAGER_AIDE:U1',
      'alerte:2026-11-20:NOUVEL_USAGER_SANS_AIDE:U2',
    ]);
    expect(ids({}, '2026-11-25 12:00', { usagers: [{ ...u, absentDepuis: jour('2026-11-24') }] })).toEqual([]);
  });

  it('[AL-2] [AL-4] d’un usager noté décédé, personne n’est invité à renouveler le plan', () => {
    const u = usager('U1', {
      vuLe: paris('2026-11-20 06:00'),
      prisesEnCharge: [pec('P1', 'APA', { dateFin: jour('2026-12-31') })],
    });
    const { au: _, ...sansFin } = absence('2026-11-24', '2026-11-24');
    const deces: Absence = { ...sansFin, nature: 'DECES' };
    const dit = (a: Absence): string[] =>
      ids({}, '2026-11-25 12:00', { usagers: [u], dispenses: lecteurDispenses([a], []) });
    expect(dit(deces)).toEqual([]);
    expect(dit({ ...deces, du: jour('2026-11-26') })).toHaveLength(2);
    expect(dit(absence('2026-11-24', '2026-11-30'))).toHaveLength(2);
  });

  it('[AL-5] l’heure passe : non commencée, puis départ en retard, puis appel incomplet', () => {
    const m = { visites: [V] };
    expect(ids(m, '2026-11-25 08:15')).toEqual([]);
    expect(ids(m, '2026-11-25 08:16')).toEqual(['alerte:2026-11-25:VISITE_NON_COMMENCEE:V']);
    const arrivee = { visites: [V], pointages: [A] };
    expect(ids(arrivee, '2026-11-25 09:30')).toEqual([]);
    expect(ids(arrivee, '2026-11-25 09:31')).toEqual(['alerte:2026-11-25:DEPART_EN_RETARD:pa']);
    expect(ids(arrivee, '2026-11-26 08:00')).toEqual(['alerte:2026-11-25:APPEL_INCOMPLET:pa']);
    expect(ids({ ...arrivee, pointages: [A, D] }, '2026-11-25 09:31')).toEqual([]);
  });

  it('[AL-5] [AP-3] l’arrivée redite ne fait pas oublier le départ : il est attendu à la fin de la visite que la première a prise', () => {
    const redite = (quand: string, id: string) => pointage('A', `2026-11-25 ${quand}`, { id });
    const m = { visites: [V], pointages: [A, redite('08:10', 'pb')] };
    expect(apparier(m).map((i) => [i.id, i.sansSuite, i.visite?.id, i.finAttendue])).toEqual([
      ['pa', true, 'V', undefined],
      ['pb', undefined, undefined, paris('2026-11-25 09:00')],
    ]);
    const incomplet = 'alerte:2026-11-25:APPEL_INCOMPLET:pa';
    expect(ids(m, '2026-11-25 09:30')).toEqual([incomplet]);
    expect(ids(m, '2026-11-25 09:31')).toEqual([incomplet, 'alerte:2026-11-25:DEPART_EN_RETARD:pb']);
    // A third time; and the departure at last.
    const encore = { visites: [V], pointages: [...m.pointages, redite('08:20', 'pc')] };
    expect(ids(encore, '2026-11-25 09:31')).toContain('alerte:2026-11-25:DEPART_EN_RETARD:pc');
    expect(ids({ ...m, pointages: [...m.pointages, D] }, '2026-11-25 09:31')).toEqual([incomplet]);
    // One that comes once the visit should be over is another visit, that nothing planned.
    const apres = { visites: [V], pointages: [A, redite('09:00', 'pb')] };
    expect(ids(apres, '2026-11-25 09:45')).toEqual([incomplet]);
    // The next visit, punched while the first was open, has its own end.
    const suite = {
      visites: [V, visite('W', '2026-11-25 08:30', '2026-11-25 12:00')],
      pointages: [A, redite('08:30', 'pb')],
    };
    expect(ids(suite, '2026-11-25 09:31')).toEqual([incomplet]);
  });

  it('[PT-7] une visite d’un usager absent, ou sans télégestion, n’est pas dite non commencée', () => {
    const m = { visites: [V] };
    for (const dispenses of [
      lecteurDispenses([absence('2026-11-20', '2026-11-25')], []),
      lecteurDispenses([], [marque]),
    ]) {
      expect(ids(m, '2026-11-25 10:00', { dispenses })).toEqual([]);
      // Someone who is there all the same may be alone.
      expect(ids({ ...m, pointages: [A] }, '2026-11-25 10:00', { dispenses })).toEqual([
        'alerte:2026-11-25:DEPART_EN_RETARD:pa',
      ]);
    }
    const revenue = lecteurDispenses([absence('2026-11-20', '2026-11-24')], []);
    expect(ids(m, '2026-11-25 10:00', { dispenses: revenue })).toHaveLength(1);
  });

  it('[AL-5] ce que Millésime prévoit encore après un décès : une alerte pour tout, chaque mois, jusqu’à ce que ce soit retiré', () => {
    const visites = [
      V,
      visite('W', '2026-11-26 08:00', '2026-11-26 09:00'),
      visite('X', '2026-11-28 08:00', '2026-11-28 09:00'),
    ];
    const { au: _, ...sansFin } = absence('2026-11-25', '2026-11-25');
    const dit = (a: Absence, m: Matiere, quand = '2026-11-26 10:00') =>
      toutesLesAlertes(
        etat(m, quand, { usagers: [usager('U1')], dispenses: lecteurDispenses([a], []) }),
        contexte(quand),
      ).map((x) => [x._id, x.nature, x.visites]);
    const deces: Absence = { ...sansFin, nature: 'DECES' };
    const dite = 'alerte:2026-11-25:VISITES_A_RETIRER:U1';
    // That of yesterday sends nobody any more; that of this morning is not said to be awaited.
    expect(dit(deces, { visites })).toEqual([[dite, 'DECES', 2]]);
    expect(dit({ ...deces, nature: 'EHPAD', du: jour('2026-11-28') }, { visites: visites.slice(2) })).toEqual([
      ['alerte:2026-11-28:VISITES_A_RETIRER:U1', 'EHPAD', 1],
    ]);
    expect(dit({ ...deces, du: jour('2026-09-03') }, { visites })).toEqual([
      ['alerte:2026-11-01:VISITES_A_RETIRER:U1', 'DECES', 2],
    ]);
    expect(dit(deces, { visites: [V] })).toEqual([]);
    expect(dit({ ...deces, nature: 'HOSPITALISATION' }, { visites })).toEqual([]);
  });

  it('[AL-5] un plan sera dépassé : minutes faites, prévues, plafond ; une absence rend les siennes', () => {
    const u = (max: number) =>
      usager('U1', {
        prisesEnCharge: [pec('P1', 'APA', { minutesMax: max as Minutes }), pec('P2', 'CNAV', { priorite: 2 })],
      });
    const m = {
      visites: [
        V,
        visite('W', '2026-11-27 08:00', '2026-11-27 09:00'),
        visite('X', '2026-11-28 08:00', '2026-11-28 09:00'),
      ],
      pointages: [A, D],
    };
    const plans = (max: number, plus: Partial<EtatAlertes> = {}) =>
      toutesLesAlertes(etat(m, '2026-11-26 10:00', { usagers: [u(max)], ...plus }), contexte('2026-11-26 10:00')).map(
        (a) => [a._id, a.chiffres],
      );
    expect(plans(179)).toEqual([]);
    expect(plans(178)).toEqual([
      [
        'alerte:2026-11-01:DEPASSEMENT_PREVU:U1:P1',
        {
          faites: 59,
          prevues: 120,
          plafond: 178,
          reprises: [{ numeroPec: 'P2', codeFinanceur: 'CNAV', minutes: 1 }],
        },
      ],
    ]);
    const dispenses = lecteurDispenses([absence('2026-11-27', '2026-11-27')], []);
    expect(plans(178, { dispenses })).toEqual([]);
    expect(plans(60, { financeurs: undefined })).toEqual([]);
  });

  it('[AL-5] un numéro inconnu est une alerte, depuis le premier appel qui attend', () => {
    const attente = (id: string, quand: string, plus: Partial<Attente> = {}): Attente => ({
      _id: `attente:2026-11-25:${id}`,
      type: 'attente',
      pointageId: id,
      date: jour(quand.slice(0, 10)),
      sens: 'ARRIVEE',
      instant: paris(quand),
      recuLe: paris(quand),
      source: 'SVI',
      numeroAppelant: '+33199000009',
      raison: 'USAGER_INCONNU',
      ...plus,
    });
    const masquee = (id: string, quand: string, intervenantId: string): Attente => {
      const { numeroAppelant: _, ...reste } = attente(id, quand, { intervenantId });
      return reste;
    };
    const mobile = { numeroAppelant: '+33612345678', intervenantId: 'I1' };
    const dites = [
      attente('a', '2026-11-25 08:00'),
      attente('b', '2026-11-24 08:00'),
      attente('c', '2026-11-23 08:00', { raison: 'INTERVENANT_INCONNU' }),
      // Of a withheld number, or an aide's own, each aide's calls of a day are a fact: the first says when.
      masquee('e', '2026-11-03 09:00', 'I1'),
      masquee('d', '2026-11-03 08:00', 'I1'),
      masquee('f', '2026-11-03 08:30', 'I2'),
      masquee('g', '2026-11-20 08:00', 'I1'),
      // Of the page « Pointer », no number was withheld.
      { ...masquee('j', '2026-11-21 08:00', 'I3'), source: 'LIEN' as const },
      attente('h', '2026-11-03 08:00', mobile),
      attente('i', '2026-11-20 08:00', mobile),
    ];
    expect(
      alertesNumeros(dites, (n) => n === mobile.numeroAppelant).map((a) => [
        a._id.slice('alerte:'.length),
        a.numero ?? (a.sansTelephone ? 'sans téléphone' : undefined),
        a.instant,
      ]),
    ).toEqual([
      ['2026-11-24:NUMERO_INCONNU:33199000009', '+33199000009', paris('2026-11-24 08:00')],
      ['2026-11-03:NUMERO_INCONNU:masque:I1', undefined, paris('2026-11-03 08:00')],
      ['2026-11-03:NUMERO_INCONNU:masque:I2', undefined, paris('2026-11-03 08:30')],
      ['2026-11-20:NUMERO_INCONNU:masque:I1', undefined, paris('2026-11-20 08:00')],
      ['2026-11-21:NUMERO_INCONNU:masque:I3', 'sans téléphone', paris('2026-11-21 08:00')],
      ['2026-11-03:NUMERO_INCONNU:33612345678:I1', '+33612345678', paris('2026-11-03 08:00')],
      ['2026-11-20:NUMERO_INCONNU:33612345678:I1', '+33612345678', paris('2026-11-20 08:00')],
    ]);
  });

  it('[AL-5] Millésime muet depuis plus de 36 heures ; jamais rien reçu n’est pas un retard', () => {
    const le = (maintenant: string) =>
      alertesService(paris('2026-11-23 06:00'), contexte(maintenant)).map((a) => a._id);
    expect(le('2026-11-24 18:00')).toEqual([]);
    expect(le('2026-11-24 18:01')).toEqual(['alerte:2026-11-24:MILLESIME_MUET:millesime']);
    expect(le('2026-11-30 18:00')).toEqual(['alerte:2026-11-24:MILLESIME_MUET:millesime']);
    expect(alertesService(undefined, contexte())).toEqual([]);
  });

  it('[AL-5] un envoi refusé alerte jusqu’à ce qu’il soit acquitté ; un autre refus est une autre alerte', () => {
    const fichier = {
      destination: 'MILLESIME' as const,
      mois: '2026-10' as Mois,
      nom: 'SERVICE_FAIT_NORD_EST_202610.csv',
      empreinte: 'e',
      octets: 1,
      lignes: 1,
    };
    const g = (a: string) => ({ auteur: 'siege', instant: paris(a) });
    const dire = (e: Envoi) => toutesLesAlertes(etat({}, '2026-11-10 10:00', { envois: [e] }), contexte());
    const prepare = preparerEnvoi(undefined, fichier, g('2026-11-05 09:00'));
    const envoye = deposer(demander(prepare, g('2026-11-05 09:05')), paris('2026-11-05 09:06'));
    expect([prepare, envoye].flatMap(dire)).toEqual([]);

    const refuse = passer(envoye, 'REFUSE', g('2026-11-05 23:30'));
    const envoi = { nom: fichier.nom, mois: '2026-10', destination: 'MILLESIME', cause: 'RETOUR' };
    expect(dire(refuse)).toEqual([
      {
        _id: `alerte:2026-11-05:EXPORT_REFUSE:${fichier.nom}:${paris('2026-11-05 23:30')}`,
        type: 'alerte',
        genre: 'EXPORT_REFUSE',
        depuis: '2026-11-05',
        instant: paris('2026-11-05 23:30'),
        envoi,
      },
    ]);
    // Made again with other bytes, it has not left yet.
    const refait = preparerEnvoi(refuse, { ...fichier, empreinte: 'f' }, g('2026-11-06 08:00'));
    expect(dire(refait)).toEqual(dire(refuse));
    const renvoye = deposer(demander(refait, g('2026-11-06 09:00')), paris('2026-11-06 09:01'));
    expect(dire(renvoye)).toMatchObject([{ depuis: '2026-11-05', envoi: { ...envoi, renvoye: true } }]);
    expect(dire(passer(renvoye, 'ACQUITTE', g('2026-11-07 09:00')))).toEqual([]);
    expect(dire(passer(renvoye, 'REFUSE', g('2026-11-05 23:45')))).toMatchObject([
      { _id: expect.stringMatching(/:2026-11-05T22:45:00Z$/), envoi },
    ]);

    // No longer made, it waits for nobody; made again, it has still to leave.
    const retire = retirerEnvoi(refuse, g('2026-11-06 10:00'));
    expect([retire.etat, dire(retire)]).toEqual(['SANS_OBJET', []]);
    const remis = preparerEnvoi(retire, fichier, g('2026-11-06 11:00'));
    expect([remis.etat, dire(remis)]).toEqual(['PREPARE', dire(refuse)]);

    // A depot that takes nothing: told once it is no longer tried, and no more as soon as a person asks again.
    const demande = demander(prepare, g('2026-11-05 09:05'));
    expect(dire(echouer(demande, 'injoignable', false, paris('2026-11-05 09:06')))).toEqual([]);
    const abandonne = echouer(demande, 'la clé est refusée', true, paris('2026-11-05 09:06'));
    expect(dire(abandonne)).toMatchObject([{ depuis: '2026-11-05', envoi: { ...envoi, cause: 'DEPOT' } }]);
    expect(dire(demander(abandonne, g('2026-11-06 09:00')))).toEqual([]);
    expect(dire(retirerEnvoi(abandonne, g('2026-11-06 09:00')))).toEqual([]);

    expect(antennesDeLEnvoi(fichier)).toEqual(['NORD_EST']);
    expect(antennesDeLEnvoi({ nom: 'BRUT_EST_202610.csv' })).toEqual(['EST']);
    expect(antennesDeLEnvoi({ nom: 'DASES_202610.xml' })).toEqual(codesAntennes());
  });
});

const minute = fc.integer({ min: 0, max: 2 * 24 * 60 });
const heureDe = (m: number) => instantDe(epochMs(paris('2026-11-24 00:00')) + m * 60_000);
const journee = fc.record({
  visites: fc.array(fc.record({ m: minute, duree: fc.integer({ min: 15, max: 180 }) }), { maxLength: 5 }),
  pointages: fc.array(fc.record({ m: minute, sens: fc.constantFrom('A' as const, 'D' as const) }), { maxLength: 6 }),
  maintenant: fc.integer({ min: 0, max: 3 * 24 * 60 * 60 }),
});
const jouer = (j: typeof journee extends fc.Arbitrary<infer T> ? T : never) =>
  apparier({
    visites: j.visites.map(({ m, duree }, n) =>
      visite(`V${n}`, '2026-11-24 08:00', '2026-11-24 09:00', { debut: heureDe(m), fin: heureDe(m + duree) }),
    ),
    pointages: j.pointages.map(({ m, sens }, n) =>
      pointage(sens, '2026-11-24 08:00', { id: `P${n}`, instant: heureDe(m) }),
    ),
  });

describe('alertes, quoi qu’il arrive', () => {
  it('[AL-5] avant l’échéance dite, l’heure ne change rien à une visite ; c’est ce qui évite de tout relire', () => {
    let changees = 0;
    fc.assert(
      fc.property(journee, fc.integer({ min: 1, max: 26 * 3600 }), (j, plus) => {
        const t0 = instantDe(epochMs(heureDe(0)) + j.maintenant * 1000);
        const t1 = instantDe(epochMs(t0) + plus * 1000);
        const c = (maintenant: typeof t0) => ({ ...contexte(), maintenant });
        for (const i of jouer(j)) {
          const [avant, apres] = [t0, t1].map((t) => suivreVisite(retenir(i, [], c(t)), c(t), PERSONNE));
          const meme = JSON.stringify({ ...avant, echeance: 0 }) === JSON.stringify({ ...apres, echeance: 0 });
          if (!meme) changees++;
          expect(meme || (avant !== undefined && avant.echeance <= t1)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
    expect(changees).toBeGreaterThan(0);
  });

  it('[AL-1] [AL-5] l’ordre ne change rien, et chaque alerte a un nom à elle', () => {
    fc.assert(
      fc.property(journee, (j) => {
        const maintenant = instantDe(epochMs(heureDe(0)) + j.maintenant * 1000);
        const c = { ...contexte(), maintenant };
        const retenues = jouer(j).map((i) => retenir(i, [], c));
        const dire = (r: typeof retenues) => toutesLesAlertes({ ...etat({}, '2026-11-25 10:00'), retenues: r }, c);
        const dites = dire(retenues);
        expect(dire(retenues.toReversed())).toEqual(dites);
        expect(new Set(dites.map((a) => a._id)).size).toBe(dites.length);
      }),
    );
  });
});
