import { expect, test } from 'vitest';
import { jour, paris } from '#shared/testing/constructeurs';
import { type FaitsSante, jugerSante } from './juger-sante';

const MAINTENANT = paris('2026-11-25 10:00');
const BON: FaitsSante = {
  magasin: true,
  noeuds: [],
  revenus: [],
  quorum: { enAttente: 0, total: 0, introuvables: 0 },
  ecriture: undefined,
  transitions: { retard: 0, enEchec: false, relecture: { agitee: false, jours: 3, corriges: 0 } },
  disques: [{ nom: 'donnees', libres: 50 * 2 ** 30, octets: 100 * 2 ** 30 }],
  travauxEnEchec: [],
  svi: 'OK',
  pannes: 0,
  telephoneMuet: undefined,
  journal: { sain: true, enAttente: 0 },
  operateur: { etat: 'ok', le: paris('2026-11-25 09:30') },
  exterieur: { actif: true, dernier: { instant: paris('2026-11-25 09:45'), issue: 'REUSSI', secondes: 21 } },
  dernierAppel: paris('2026-11-25 09:58'),
  millesime: { attendu: true, heure: '06:00', derniere: paris('2026-11-25 06:10') },
  sauvegarde: { etat: 'ok', depuis: paris('2026-11-25 09:55') },
  memeDisque: false,
  courriel: { regle: true, attendent: 0, depuis: undefined },
  certificats: [
    { nom: 'extranet', fin: paris('2027-01-20 10:00') },
    { nom: 'svi', fin: paris('2027-01-10 10:00') },
  ],
  astreinte: { sms: true, tours: 2, sansAccuse: 0 },
  ecartes: [],
  divergences: 0,
};
const partie = (nom: string, plus: Partial<FaitsSante>, maintenant = MAINTENANT) =>
  jugerSante({ ...BON, ...plus }, maintenant)[nom]?.etat;

test('all is well: every part says so', () => {
  expect(Object.values(jugerSante(BON, MAINTENANT)).map((p) => p.etat)).toEqual(Array(19).fill('ok'));
});

test('a disk is judged by what is left, of a small one as of a large one', () => {
  const disque = (libres: number, octets: number) => ({
    disques: [...BON.disques, { nom: 'sauvegarde' as const, libres: libres * 2 ** 30, octets: octets * 2 ** 30 }],
  });
  expect(partie('disque', disque(6, 1000))).toBe('ok');
  expect(partie('disque', disque(4, 1000))).toBe('attention');
  expect(partie('disque', disque(0.5, 1000))).toBe('panne');
  expect(partie('disque', disque(2, 10))).toBe('ok');
  expect(partie('disque', disque(1, 10))).toBe('attention');
  expect(partie('disque', disque(0.4, 10))).toBe('panne');
});

test('Millésime is silent two hours after its hour, not before; the day before counts until then', () => {
  const derniere = (quand: string) => ({ millesime: { attendu: true, heure: '06:00', derniere: paris(quand) } });
  expect(partie('millesime', derniere('2026-11-24 06:10'), paris('2026-11-25 07:59'))).toBe('ok');
  expect(partie('millesime', derniere('2026-11-24 06:10'), paris('2026-11-25 08:00'))).toBe('attention');
  expect(partie('millesime', derniere('2026-11-23 06:10'), paris('2026-11-25 07:59'))).toBe('attention');
  expect(partie('millesime', { millesime: { attendu: true, heure: '06:00', derniere: undefined } })).toBe('attention');
  expect(partie('millesime', { millesime: { attendu: false, heure: '06:00', derniere: undefined } })).toBe('inconnu');
});

test.each([
  ['magasin', { magasin: false }, 'panne'],
  ['millesime', { magasin: false, millesime: { attendu: true, heure: '00:00', derniere: undefined } }, 'inconnu'],
  ['transitions', { transitions: { retard: 400, enEchec: false } }, 'attention'],
  ['transitions', { transitions: { retard: 400, enEchec: true, echecDepuis: 90 } }, 'panne'],
  ['transitions', { transitions: undefined }, 'inconnu'],
  ['transitions', { transitions: { retard: 0, enEchec: false, manquants: { documents: 2, depuis: 60 } } }, 'ok'],
  ['transitions', { transitions: { retard: 0, enEchec: false, manquants: { documents: 2, depuis: 61 } } }, 'attention'],
  ['derives', { transitions: { retard: 0, enEchec: false } }, 'inconnu'],
  ['divergences', { divergences: 1 }, 'attention'],
  ['divergences', { transitions: { retard: 0, enEchec: false, nonRegles: 1 } }, 'attention'],
  ['appels', { telephoneMuet: jour('2026-11-25') }, 'panne'],
  ['travaux', { travauxEnEchec: [{ nom: 'purger', cause: 'disque plein' }] }, 'attention'],
  ['sonde', { svi: 'PANNE' }, 'panne'],
  ['sonde', { svi: 'MAINTENANCE' }, 'inconnu'],
  ['journal', { journal: { sain: false, enAttente: 3 } }, 'panne'],
  ['journal', { journal: undefined }, 'inconnu'],
  ['sauvegarde', { sauvegarde: { etat: 'en echec' } }, 'panne'],
  ['sauvegarde', { sauvegarde: { etat: 'aucune' } }, 'inconnu'],
  ['sauvegarde', { sauvegarde: { etat: 'ok', depuis: paris('2026-11-25 09:00') } }, 'attention'],
  ['sauvegarde', { memeDisque: true, sauvegarde: { etat: 'ok', depuis: MAINTENANT, etrangeres: 2 } }, 'ok'],
  ['copies', { sauvegarde: { etat: 'ok', depuis: MAINTENANT, etrangeres: 2 } }, 'attention'],
  ['copies', { memeDisque: true }, 'attention'],
  ['documents', { ecartes: ['note'] }, 'attention'],
  ['courriel', { courriel: { regle: false, attendent: 0, depuis: undefined } }, 'inconnu'],
] as const)('%s, %j: %s', (nom, faits, attendu) => {
  expect(partie(nom, faits)).toBe(attendu);
});

test('[DI-2] our webhooks, the operator’s interface, the last real call and the last outside check are told apart', () => {
  const parties = jugerSante(BON, MAINTENANT);
  expect([parties.sonde, parties.operateur, parties.exterieur, parties.appels].map((p) => p?.raison)).toEqual([
    undefined,
    'a répondu le 25\u00a0novembre\u00a02026 à 9\u00a0h\u00a030',
    'essai réussi le 25\u00a0novembre\u00a02026 à 9\u00a0h\u00a045',
    'dernier pointage par téléphone le 25\u00a0novembre\u00a02026 à 9\u00a0h\u00a058',
  ]);
  const instant = paris('2026-11-25 09:45');
  const exterieur = (plus: object) => jugerSante({ ...BON, exterieur: { actif: true, ...plus } }, MAINTENANT);
  const rate = (raison: 'OCCUPE' | 'CREDIT') => exterieur({ dernier: { instant, issue: 'ECHEC', raison } }).exterieur;
  expect(rate('OCCUPE')).toEqual({
    etat: 'panne',
    raison: 'sur le numéro : le numéro sonne occupé, le 25\u00a0novembre\u00a02026 à 9\u00a0h\u00a045',
  });
  expect(rate('CREDIT')?.raison).toMatch(/^de notre côté : .*crédit/);
  // The later of what it answered to the two of us.
  expect(exterieur({ api: { le: instant, raison: 'API_MUETTE' } }).operateur?.etat).toBe('panne');
  expect(exterieur({ api: { le: paris('2026-11-25 09:00'), raison: 'API_MUETTE' } }).operateur?.etat).toBe('ok');
  expect(exterieur({}).exterieur?.etat).toBe('inconnu');
  expect(partie('exterieur', { exterieur: { actif: false } })).toBe('inconnu');
  expect(partie('operateur', { operateur: undefined })).toBe('inconnu');
});

test('[AL-7] whether who is on call can be told, and whether somebody is', () => {
  const astreinte = (plus: object) =>
    jugerSante({ ...BON, astreinte: { sms: true, tours: 2, sansAccuse: 0, ...plus } }, MAINTENANT).astreinte;
  expect(astreinte({ tours: 0 })?.etat).toBe('inconnu');
  expect(astreinte({ echec: 'CREDIT' })).toEqual({
    etat: 'panne',
    raison: 'SMS refusés : le compte de l’opérateur n’a plus de crédit',
  });
  expect(astreinte({ echec: 'NON_REMIS', sansAccuse: 1 })).toEqual({
    etat: 'attention',
    raison: 'dernier SMS non remis : le réseau n’a pas remis le message ; 1\u00a0fait annoncé sans accusé',
  });
  expect(astreinte({ incertain: paris('2026-11-29 08:05') })).toEqual({
    etat: 'attention',
    raison: 'faits incomplets depuis 8 h 05 : rien de nouveau n’est annoncé d’abord',
  });
  expect(astreinte({ sms: false, echec: 'NON_REGLE', trou: paris('2026-11-29 08:00') })).toEqual({
    etat: 'attention',
    raison:
      'SMS non réglés (SMS_DE) : par courriel seulement ; personne d’astreinte à partir du 29\u00a0novembre\u00a02026 à 8\u00a0h\u00a000',
  });
  expect(jugerSante({ ...BON, astreinte: undefined }, MAINTENANT).astreinte?.etat).toBe('inconnu');
});

test('mails that wait are counted, with since when; late after a quarter of an hour', () => {
  const courriel = (depuis: string) =>
    jugerSante({ ...BON, courriel: { regle: true, attendent: 3, depuis: paris(depuis) } }, MAINTENANT).courriel;
  expect(courriel('2026-11-25 09:50')).toEqual({
    etat: 'ok',
    raison: '3 en attente, depuis le 25\u00a0novembre\u00a02026 à 9\u00a0h\u00a050',
  });
  expect(courriel('2026-11-25 09:44')).toEqual({
    etat: 'attention',
    raison: 'en retard : 3 en attente, depuis le 25\u00a0novembre\u00a02026 à 9\u00a0h\u00a044',
  });
});

test('[MAG-13] a cluster is judged by its nodes, by what waits for the quorum, and by what its copies have still to hear', () => {
  const noeud = (nom: string, plus: object = {}) => ({ nom, present: true, aTransmettre: 0, actifS: 90, ...plus });
  const grappe = (noeuds: FaitsSante['noeuds'], enAttente = 0) =>
    jugerSante({ ...BON, noeuds, quorum: { enAttente, total: enAttente, introuvables: 0 } }, MAINTENANT).grappe;
  const trois = [noeud('a'), noeud('b'), noeud('c')];
  expect(grappe(trois)).toEqual({ etat: 'ok' });
  expect(grappe(undefined)?.etat).toBe('inconnu');
  expect(grappe([noeud('a'), noeud('b'), { nom: 'c', present: false }])).toEqual({
    etat: 'attention',
    raison: '2\u00a0nœuds sur 3 (absent : c)',
  });
  expect(grappe([noeud('a'), { nom: 'b', present: false }, { nom: 'c', present: false }])).toEqual({
    etat: 'panne',
    raison: '1\u00a0nœud sur 3 : rien n’est plus confirmé (absents : b, c)',
  });
  expect(grappe([noeud('a'), noeud('b', { aTransmettre: 36_693 }), noeud('c')])).toEqual({
    etat: 'attention',
    raison: 'se remet à jour : encore 36\u00a0693\u00a0documents',
  });
  // As its `/_up` says: it is there, and answers nobody.
  expect(grappe([noeud('a'), noeud('b'), noeud('c', { ferme: true })])).toEqual({
    etat: 'attention',
    raison: '2\u00a0nœuds sur 3 (fermé : c)',
  });
  expect(grappe([noeud('a'), { nom: 'b', present: false }, noeud('c', { ferme: true })])).toEqual({
    etat: 'panne',
    raison: '1\u00a0nœud sur 3 : rien n’est plus confirmé (absent : b ; fermé : c)',
  });
  expect(jugerSante({ ...BON, noeuds: trois, ecriture: false }, MAINTENANT).grappe).toEqual({
    etat: 'panne',
    raison: 'ce qui s’écrit n’a pas la majorité des nœuds : rien n’est confirmé',
  });
  const [, , c] = trois;
  expect(jugerSante({ ...BON, noeuds: trois, revenus: c ? [c] : [] }, MAINTENANT).grappe).toEqual({
    etat: 'attention',
    raison: 'se remet à jour : c vient de revenir',
  });
  expect(grappe([noeud('a'), noeud('b'), noeud('c', { actifS: 9 })])?.etat).toBe('attention');
  expect(grappe([noeud('a'), noeud('b'), { nom: 'c', present: true }])?.etat).toBe('attention');
  expect(grappe(trois, 2)).toEqual({ etat: 'panne', raison: '2\u00a0documents sans la majorité des nœuds' });
});

test('[FL-2] what waits for a second look is said while copies lag, and what it put right once it did', () => {
  const derives = (relecture: { agitee: boolean; douteux?: true; jours: number; corriges: number }) =>
    jugerSante({ ...BON, transitions: { retard: 0, enEchec: false, relecture } }, MAINTENANT).derives;
  expect(derives({ agitee: true, jours: 2, corriges: 0 })).toEqual({
    etat: 'attention',
    raison: 'la grappe CouchDB se remet à jour, 2\u00a0jours à relire',
  });
  // Calm, and not looked at yet: what was derived of a copy that lagged may still be wrong.
  expect(derives({ agitee: false, douteux: true, jours: 66, corriges: 4 })).toEqual({
    etat: 'attention',
    raison: 'un nœud vient de revenir, 66\u00a0jours à relire, 4\u00a0documents dérivés corrigés',
  });
  expect(derives({ agitee: false, jours: 0, corriges: 4 })).toEqual({
    etat: 'attention',
    raison: '4\u00a0documents dérivés corrigés',
  });
});

test('a certificate that is not renewed is told three weeks before its end, the first to end by its name', () => {
  const certificats = (svi: string | undefined, extranet?: string) =>
    jugerSante(
      {
        ...BON,
        certificats: [
          { nom: 'extranet', fin: extranet === undefined ? undefined : paris(extranet) },
          { nom: 'svi', fin: svi === undefined ? undefined : paris(svi) },
        ],
      },
      MAINTENANT,
    ).certificats;
  expect(certificats('2026-12-16 10:00', '2027-02-01 10:00')).toEqual({ etat: 'ok' });
  expect(certificats('2026-12-16 09:59', '2027-02-01 10:00')).toEqual({
    etat: 'attention',
    raison: 'celui de la téléphonie (SVI_ORIGIN) finit le 16\u00a0décembre\u00a02026',
  });
  expect(certificats('2027-01-10 10:00', '2026-11-26 10:00')?.etat).toBe('panne');
  expect(certificats(undefined)?.etat).toBe('inconnu');
  expect(partie('certificats', { certificats: [] })).toBe('inconnu');
});
