import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { CODES_ANTENNES } from '#shared/contrats/commun';
import type { Alerte } from '#shared/contrats/exploitation/alerte';
import { CODES_JOURS, type DemandeTour } from '#shared/contrats/exploitation/astreinte';
import type { MessageAstreinte } from '#shared/contrats/exploitation/message-astreinte';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { alerteSilence } from '#shared/domain/alerte/alertes';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { compte, jour, paris, pointage, usager, visite } from '#shared/testing/constructeurs';
import { messagerPlivo } from '../sync-server/adapters/sms/plivo';
import { lireGarde, prendreGarde } from '../sync-server/domaines/astreinte/accuser';
import { annoncerTrousProches } from '../sync-server/domaines/astreinte/annoncer-trous';
import { ajouterTour, lireAstreintes, retirerTour } from '../sync-server/domaines/astreinte/tours';
import { type Astreinte, ouvrirAstreinte } from '../sync-server/domaines/astreinte/veiller';
import type { Courriel, Courrier } from '../sync-server/ports/courriel';
import { lirePlage, plageDuType } from '../sync-server/store/lire';
import { basesSuivies, creerMoteur, type Moteur } from '../sync-server/transitions/rattraper';
import { type BancTransitions, intervenant, ouvrirBancTransitions } from '../sync-server/transitions/testing/banc';
import { type ApiOperateur, demarrerApiOperateur } from '../telephony/simulator/api-operateur';

// [AL-7] The whole way: planned visits and punches, the alerts of the service, the watch, the operator's interface over real HTTP, the
// telephone of who is on call, and her link. Time is handed in, to the operator too.

const ANNE = '+33612340001';
const BRUNO = '+33612340002';
const COMPTE = { authId: 'MAESSAI', authToken: 'jeton-d-essai', de: 'TELEGESTION', delaiMs: 1_500 };

let banc: BancTransitions;
let operateur: ApiOperateur;
let moteur: Moteur;
let maintenant: Instant;
let courriels: Courriel[];
let astreinte: Astreinte;
/** Whether facts are whole. */
let sur: boolean;
let pannesCourriel: number;
const horloge = (): Instant => maintenant;

beforeAll(async () => {
  banc = await ouvrirBancTransitions();
});
afterAll(() => banc.fermer());

const courrier: Pick<Courrier, 'envoyer'> = {
  envoyer: async (c) => {
    if (pannesCourriel > 0) {
      pannesCourriel -= 1;
      throw new Error('magasin illisible');
    }
    if (!courriels.some((x) => x.cle === c.cle)) courriels.push(c);
    return { ok: true, valeur: { id: `courriel:${c.cle}` } };
  },
};
const sansCourrier: Pick<Courrier, 'envoyer'> = {
  envoyer: async () => ({ ok: false, refus: { code: 'COURRIEL_NON_REGLE', message: 'Non réglé.' } }),
};

/** A service that starts: what it has in memory is new, what is in the store is not. */
const demarrer = (
  plus: { sms?: boolean; courriel?: boolean; alertes?: boolean; battre?: () => Promise<void> } = {},
): Astreinte =>
  ouvrirAstreinte({
    magasin: banc.magasin,
    horloge,
    messager: plus.sms === false ? undefined : messagerPlivo({ ...COMPTE, base: operateur.url }),
    courrier: plus.courriel === false ? sansCourrier : courrier,
    extranet: () => 'https://telegestion.test',
    battre:
      plus.battre ??
      (async () => {
        if (plus.alertes === false) return;
        await moteur.tour(await basesSuivies(banc.magasin));
        await moteur.minute();
      }),
    sur: async () => sur,
    patienceMs: plus.battre ? 1 : 60_000,
    noter: () => undefined,
  });

const tour = (plus: Partial<DemandeTour> = {}): DemandeTour => ({
  ...{ du: jour('2026-11-01'), jours: [...CODES_JOURS], debut: '00:00', fin: '24:00' },
  ...{ rang: 1, nom: 'ANNE Garde', mobile: '06 12 34 00 01', courriel: 'anne@astreinte.test' },
  ...plus,
});
const ports = () => ({ magasin: banc.magasin, horloge });
const donner = async (t: DemandeTour): Promise<void> => {
  expect(await ajouterTour(ports(), t, 'central')).toMatchObject({ ok: true });
};

beforeEach(async () => {
  // A Saturday.
  maintenant = paris('2026-11-28 09:30');
  courriels = [];
  sur = true;
  pannesCourriel = 0;
  operateur = await demarrerApiOperateur({ mode: 'formation', ...COMPTE, horloge: () => epochMs(maintenant) });
  await banc.vider();
  await banc.poserAntenne(
    'EST',
    usager('U1', { prenom: 'Jeanne', nom: 'Martin', telephones: ['+33199000011'] }),
    { ...intervenant('I1', 'EST'), nom: 'DIALLO', prenom: 'Awa', telephone: '+33612345678' } as never,
    visite('V', '2026-11-28 10:00', '2026-11-28 11:00'),
  );
  moteur = await creerMoteur(banc.magasin, horloge);
  await donner(tour());
  await donner(tour({ rang: 2, nom: 'BRUNO Garde', mobile: '0612340002', courriel: 'bruno@astreinte.test' }));
  astreinte = demarrer();
});
afterEach(() => operateur.arreter());

/** Minute by minute, from one hour to another, both included. */
const jusqua = async (h: string, a: Astreinte = astreinte): Promise<void> => {
  for (const fin = paris(`2026-11-28 ${h}`); ; ) {
    await a.minute();
    if (maintenant >= fin) return;
    maintenant = instantDe(Math.min(epochMs(maintenant) + 60_000, epochMs(fin)));
  }
};
const recus = (numero: string): string[] =>
  operateur.sms.messages.filter((m) => `+${m.vers}` === numero).map((m) => m.texte.replace(/https:\S+/, 'LIEN'));
const lien = (rang: number): string => /#(\S+)$/.exec(operateur.sms.messages[rang]?.texte ?? '')?.[1] ?? '';
const etats = async (): Promise<string[]> =>
  (await lirePlage<MessageAstreinte>(banc.magasin, BASE_CENTRALE, plageDuType('message-astreinte')))
    .sort((a, b) => (a.prepareLe < b.prepareLe ? -1 : 1))
    .map((m) => `${m.rang}${m.fin ? ' fin' : ''} ${m.etat}${m.raison ? ` ${m.raison}` : ''}`);

const DIT =
  "Est : visite de 10 h 00 non commencée. Usager J. M. 01 99 00 00 11. Aide A. D. 06 12 34 56 78. Je m'en occupe : LIEN";

test('[AL-7] a visit not begun is told to who is on call, then to the next; its end to both, each once', async () => {
  await jusqua('10:15');
  expect(operateur.sms.messages).toEqual([]);
  await jusqua('10:16');
  expect(recus(ANNE)).toEqual([DIT]);
  await jusqua('10:30');
  expect(recus(BRUNO)).toEqual([]);
  // What nobody has taken stays counted while a pass goes on.
  const pendant: number[] = [];
  operateur.sms.surMessage = () => {
    pendant.push(astreinte.etat().sansAccuse);
    return 'REPONDRE';
  };
  await jusqua('10:31');
  expect([recus(ANNE), recus(BRUNO), pendant]).toEqual([[DIT], [DIT], [1]]);
  expect(astreinte.etat()).toMatchObject({ sansAccuse: 1, sms: true });
  await banc.pointer(pointage('A', '2026-11-28 10:40', { id: 'a' }));
  await jusqua('10:59');
  const fin = 'Terminé. Est, visite de 10 h 00, usager J. M. : arrivée pointée à 10 h 40.';
  expect([recus(ANNE), recus(BRUNO)]).toEqual([
    [DIT, fin],
    [DIT, fin],
  ]);
  expect((await etats()).sort()).toEqual(['1 REMIS', '1 fin REMIS', '2 REMIS', '2 fin REMIS']);
  expect(astreinte.etat()).toMatchObject({ sansAccuse: 0 });
  expect(courriels).toEqual([]);
});

test('[AL-7] taken by the link, it is seen by all and told to nobody else; the link serves once, and names nobody', async () => {
  await jusqua('10:16');
  const jeton = lien(0);
  expect(jeton).toMatch(/^[A-Za-z0-9_-]{40}$/);
  expect(await lireGarde(ports(), jeton)).toMatchObject({
    valeur: {
      etat: 'A_PRENDRE',
      quoi: 'Est : visite de 10 h 00 non commencée.',
      appeler: [
        { qui: 'AIDE', initiales: 'A. D.', numero: '+33612345678' },
        { qui: 'USAGER', initiales: 'J. M.', numero: '+33199000011' },
      ],
    },
  });
  maintenant = paris('2026-11-28 10:20');
  expect(await prendreGarde(ports(), jeton)).toMatchObject({ valeur: { etat: 'PRIS', par: 'VOUS', le: maintenant } });
  const acquittements = await lirePlage(banc.magasin, 'tg-antenne-est', plageDuType('acquittement'));
  expect(acquittements).toMatchObject([{ auteur: 'ANNE Garde (astreinte)', alerteId: expect.stringContaining(':V') }]);
  await jusqua('11:30');
  expect(await prendreGarde(ports(), jeton)).toMatchObject({ valeur: { par: 'VOUS', le: paris('2026-11-28 10:20') } });
  expect(recus(BRUNO)).toEqual([]);
  expect(await lirePlage(banc.magasin, 'tg-antenne-est', plageDuType('acquittement'))).toHaveLength(1);
  const audit = await lirePlage<{ entrees: { objet: string }[] }>(banc.magasin, BASE_CENTRALE, plageDuType('audit'));
  const gestes = audit.flatMap((a) => a.entrees.map((e) => e.objet.split(' ')[0]));
  expect(gestes).toEqual(['ajouter', 'ajouter', 'message', 'accuser']);
});

test('[AL-7] taken by the link as the service dies: who took it is in the audit log once it is back', async () => {
  await jusqua('10:16');
  const [m] = await lirePlage<MessageAstreinte>(banc.magasin, BASE_CENTRALE, plageDuType('message-astreinte'));
  if (!m) throw new Error('un message');
  const id = `astreinte-${m._id.split(':')[2]}`;
  await banc.poserAntenne('EST', {
    ...{ _id: `acquittement:${m.depuis}:${id}`, type: 'acquittement', id, date: m.depuis, antenne: 'EST' },
    ...{ auteur: 'ANNE Garde (astreinte)', instant: maintenant, poste: 'astreinte', alerteId: m.alerteId },
  });
  await jusqua('10:18', demarrer());
  const audit = await lirePlage<{ entrees: { objet: string }[] }>(banc.magasin, BASE_CENTRALE, plageDuType('audit'));
  const accuses = audit.flatMap((a) => a.entrees.filter((e) => e.objet.startsWith('accuser')));
  expect(accuses).toMatchObject([{ objet: `accuser ${m._id}` }]);
});

test('[AL-7] an aide who has not left is told too, and that she has', async () => {
  await banc.pointer(pointage('A', '2026-11-28 10:01', { id: 'a' }));
  await jusqua('11:30');
  expect(operateur.sms.messages).toEqual([]);
  await jusqua('11:31');
  const dit =
    'Est : départ prévu à 11 h 00 non pointé, aide peut-etre seule. Usager J. M. 01 99 00 00 11. Aide A. D. 06 12 34 56 78.';
  expect(recus(ANNE)).toEqual([`${dit} Je m'en occupe : LIEN`]);
  await banc.pointer(pointage('D', '2026-11-28 11:40', { id: 'd' }));
  await jusqua('11:41');
  expect(recus(ANNE)[1]).toBe('Terminé. Est, départ prévu à 11 h 00, usager J. M. : départ pointé à 11 h 40.');
});

/** What she receives on the day after, at its opening. */
const LENDEMAIN = paris('2026-11-29 08:00');

test('[AL-7] an aide who never punches out is not said to have left, until she calls elsewhere', async () => {
  await banc.pointer(pointage('A', '2026-11-28 10:01', { id: 'a' }));
  await jusqua('11:31');
  maintenant = LENDEMAIN;
  await astreinte.minute();
  // Beyond the longest visit, its alert is gone.
  const alertes = await lirePlage<Alerte>(banc.magasin, 'tg-antenne-est', plageDuType('alerte'));
  expect(alertes.map((a) => a.genre)).not.toContain('DEPART_EN_RETARD');
  expect(recus(ANNE)).toHaveLength(1);
  maintenant = paris('2026-11-28 22:00');
  expect(await lireGarde(ports(), lien(0))).toMatchObject({ valeur: { etat: 'A_PRENDRE' } });
  maintenant = paris('2026-11-29 09:30');
  await banc.poserAntenne('EST', usager('U2'));
  await banc.pointer(pointage('A', '2026-11-29 09:20', { id: 'b', usagerId: 'U2' }));
  await astreinte.minute();
  expect(recus(ANNE)[1]).toBe(
    "N'est plus signalé : Est, départ prévu le 28/11 à 11 h 00, usager J. M. Rien n'a été pointé : vérifiez auprès de l'antenne.",
  );
});

test('[AL-7] a departure overdue after the hours of the watch is told in the morning, with its day', async () => {
  await banc.poserAntenne('EST', visite('V', '2026-11-28 17:00', '2026-11-28 20:15'));
  await banc.pointer(pointage('A', '2026-11-28 17:01', { id: 'a' }));
  maintenant = paris('2026-11-28 20:29');
  await jusqua('20:50');
  expect(operateur.sms.messages).toEqual([]);
  maintenant = LENDEMAIN;
  await astreinte.minute();
  expect(recus(ANNE)).toEqual([expect.stringContaining('départ prévu le 28/11 à 20 h 15 non pointé')]);
});

test('[AL-7] a visit of which only the departure was punched is over, and it is said; the link says as much', async () => {
  await jusqua('10:16');
  await banc.pointer(pointage('D', '2026-11-28 10:50', { id: 'd' }));
  await jusqua('10:51');
  expect(recus(ANNE)[1]).toBe('Terminé. Est, visite de 10 h 00, usager J. M. : départ pointé à 10 h 50.');
  expect(await lireGarde(ports(), lien(0))).toMatchObject({ valeur: { etat: 'FINI', certain: true } });
  await banc.poserAntenne('EST', visite('W', '2026-11-28 13:00', '2026-11-28 14:00'));
  maintenant = paris('2026-11-28 13:15');
  await jusqua('13:16');
  await banc.poserAntenne('EST', visite('W', '2026-11-28 16:00', '2026-11-28 17:00'));
  await jusqua('13:17');
  expect(await lireGarde(ports(), lien(2))).toMatchObject({ valeur: { etat: 'FINI', certain: false } });
});

test('[AL-7] an end that comes four days later is told; the turn of a month is no end', async () => {
  await jusqua('10:16');
  maintenant = paris('2026-12-01 08:00');
  await astreinte.minute();
  expect(recus(ANNE)).toHaveLength(1);
  await banc.poserAntenne('EST', visite('N', '2026-12-05 10:00', '2026-12-05 11:00'));
  maintenant = paris('2026-12-05 10:16');
  await astreinte.minute();
  maintenant = paris('2026-12-09 09:00');
  await astreinte.minute();
  expect(recus(ANNE)).toHaveLength(2);
  await banc.pointer(pointage('A', '2026-12-05 10:20', { id: 'n' }));
  await astreinte.minute();
  expect(recus(ANNE)[2]).toMatch(/^Terminé. Est, visite du 05\/12 à 10 h 00/);
});

test('[AL-7, AL-8] the silence of the telephone is told once, not once an antenna; taken, it is seen by all of them', async () => {
  const genre = 'TELEPHONE_MUET';
  const muet = { type: 'alerte', genre, depuis: jour('2026-11-28'), instant: paris('2026-11-28 09:00') };
  const alerte = { _id: `alerte:2026-11-28:${genre}:telephone`, ...muet, appels: { recus: 0, attendus: 20 } };
  for (const a of CODES_ANTENNES) await banc.poserAntenne(a, alerte);
  const seule = demarrer({ alertes: false });
  await jusqua('09:40', seule);
  expect(operateur.sms.messages.map((m) => m.vers)).toEqual(['33612340001']);
  expect(recus(ANNE)[0]).toMatch(/^Téléphone silencieux depuis 9 h 00/);
  expect(await prendreGarde(ports(), lien(0))).toMatchObject({ valeur: { etat: 'PRIS' } });
  for (const a of CODES_ANTENNES)
    expect(await lirePlage(banc.magasin, baseAntenne(a), plageDuType('acquittement'))).toHaveLength(1);
  await jusqua('10:00', seule);
  expect(operateur.sms.messages).toHaveLength(1);
});

test('[AL-7, AL-8] a second silence of the same day is another: taken and over the first time, it is told again', async () => {
  const seule = demarrer({ alertes: false });
  const dire = async (h: string): Promise<string> => {
    maintenant = paris(`2026-11-28 ${h}`);
    const alerte = alerteSilence(instantDe(epochMs(maintenant) - 30 * 60_000), { recus: 0, attendus: 20 });
    for (const a of CODES_ANTENNES) await banc.poserAntenne(a, alerte);
    await seule.minute();
    return alerte._id;
  };
  const premier = await dire('10:00');
  expect(await prendreGarde(ports(), lien(0))).toMatchObject({ valeur: { etat: 'PRIS' } });
  for (const a of CODES_ANTENNES) await banc.retirer(baseAntenne(a), premier);
  await seule.minute();
  await dire('14:00');
  expect(await lireGarde(ports(), lien(2))).toMatchObject({ valeur: { etat: 'A_PRENDRE' } });
  expect(recus(ANNE).map((t) => t.slice(0, 35))).toEqual([
    'Téléphone silencieux depuis 9 h 30 ',
    'Terminé. Téléphone : les appels rev',
    'Téléphone silencieux depuis 13 h 30',
  ]);
});

test('[AL-7] a visit told and taken, then moved to later the same day and missed again, is told anew', async () => {
  await jusqua('10:16');
  await prendreGarde(ports(), lien(0));
  await banc.poserAntenne('EST', visite('V', '2026-11-28 14:00', '2026-11-28 15:00'));
  await jusqua('10:20');
  maintenant = paris('2026-11-28 14:15');
  await jusqua('14:20');
  expect(recus(ANNE)).toEqual([DIT, expect.stringContaining('visite de 10 h 00'), DIT.replace('10 h 00', '14 h 00')]);
  expect(await lireGarde(ports(), lien(2))).toMatchObject({ valeur: { etat: 'A_PRENDRE' } });
  expect(await lireGarde(ports(), lien(0))).toMatchObject({ valeur: { etat: 'PRIS', par: 'VOUS' } });
});

const silence = (h: string): Alerte => alerteSilence(paris(`2026-11-28 ${h}`), { recus: 0, attendus: 20 });

test('[AL-7, AL-8] while the telephone is silent no visit is told anew; once it is over, what still is a fact is', async () => {
  const seule = demarrer({ alertes: false });
  const manquee = { genre: 'VISITE_NON_COMMENCEE', usagerId: 'U1', interventionId: 'V' } as const;
  const alerte: Alerte = {
    ...{ _id: 'alerte:2026-11-28:VISITE_NON_COMMENCEE:V', type: 'alerte', depuis: jour('2026-11-28') },
    ...{ instant: paris('2026-11-28 10:00'), ...manquee },
  };
  await banc.poserAntenne('CENTRE', silence('09:55'));
  await banc.poserAntenne('EST', alerte);
  await jusqua('10:20', seule);
  expect(recus(ANNE)).toEqual([expect.stringMatching(/^Téléphone silencieux/)]);
  expect(seule.etat()).toMatchObject({ sansAccuse: 1 });
  await banc.retirer(baseAntenne('CENTRE'), silence('09:55')._id);
  await jusqua('10:21', seule);
  expect(recus(ANNE).slice(1).sort()).toEqual([
    expect.stringContaining('visite de 10 h 00 non commencée'),
    expect.stringMatching(/^Terminé. Téléphone/),
  ]);
});

test('[AL-7] where facts may not be whole nothing is told anew for ten minutes; what is told goes on', async () => {
  await banc.poserAntenne('EST', usager('U2'), visite('W', '2026-11-28 10:01', '2026-11-28 11:00', { usagerId: 'U2' }));
  await jusqua('10:16');
  sur = false;
  await jusqua('10:25');
  expect(recus(ANNE)).toEqual([DIT]);
  expect(astreinte.etat()).toMatchObject({ incertain: paris('2026-11-28 10:16'), sansAccuse: 1 });
  await jusqua('10:26');
  expect(recus(ANNE)[1]).toContain('visite de 10 h 01');
  sur = true;
  await astreinte.minute();
  expect(astreinte.etat().incertain).toBeUndefined();
  sur = false;
  await banc.poserAntenne('EST', usager('U3'), visite('X', '2026-11-28 10:13', '2026-11-28 11:00', { usagerId: 'U3' }));
  await jusqua('10:31');
  expect([recus(ANNE).length, recus(BRUNO)]).toEqual([2, [DIT]]);
});

test('[AL-7] alerts that never come to the hour: what is told goes on to the next person, nothing is told anew', async () => {
  await jusqua('10:16');
  await banc.poserAntenne('EST', {
    ...{ _id: 'alerte:2026-11-28:VISITE_NON_COMMENCEE:W', type: 'alerte', genre: 'VISITE_NON_COMMENCEE' },
    ...{ depuis: '2026-11-28', instant: paris('2026-11-28 10:00'), usagerId: 'U1', interventionId: 'W' },
  });
  const figee = demarrer({ battre: () => new Promise(() => undefined) });
  for (const h of ['10:17', '10:32', '10:50']) {
    maintenant = paris(`2026-11-28 ${h}`);
    await figee.minute();
  }
  expect([recus(ANNE), recus(BRUNO)]).toEqual([[DIT], [DIT]]);
  expect(figee.etat()).toMatchObject({ incertain: paris('2026-11-28 10:17') });
});

test('[AL-7] a mobile that has become a usager’s since it was given is not written to; in a hole, it is counted', async () => {
  await banc.poserAntenne('SUD', usager('U9', { antenne: 'SUD', telephones: [ANNE] }));
  await jusqua('10:16');
  expect([recus(ANNE), recus(BRUNO)]).toEqual([[], [DIT]]);
  await banc.poserAntenne('SUD', usager('U8', { antenne: 'SUD', telephones: [BRUNO] }), usager('U2'));
  await banc.poserAntenne('EST', visite('W', '2026-11-28 12:00', '2026-11-28 13:00'));
  await prendreGarde(ports(), lien(0));
  maintenant = paris('2026-11-28 12:16');
  await astreinte.minute();
  expect([operateur.sms.messages.length, astreinte.etat().sansAccuse]).toEqual([1, 1]);
});

test('[AL-7] a false, spoilt or expired link opens nothing, in the same words', async () => {
  await jusqua('10:16');
  const jeton = lien(0);
  const faux = [
    `${jeton.slice(0, -1)}${jeton.endsWith('A') ? 'B' : 'A'}`,
    jeton.slice(1),
    '',
    `269999${jeton.slice(6)}`,
  ];
  for (const j of faux) expect(await prendreGarde(ports(), j)).toMatchObject({ refus: { code: 'LIEN_ASTREINTE' } });
  maintenant = paris('2026-11-28 22:16');
  expect(await lireGarde(ports(), jeton)).toMatchObject({ refus: { code: 'LIEN_ASTREINTE' } });
});

test('[AL-7] no credit left: each is written to by mail, the next at once, and it is said without a name', async () => {
  operateur.sms.sansCredit = true;
  await jusqua('10:18');
  expect(courriels.map((c) => [c.a, c.sujet])).toEqual([
    [['anne@astreinte.test'], 'Astreinte Est : visite non commencée'],
    [['bruno@astreinte.test'], 'Astreinte Est : visite non commencée'],
  ]);
  expect(courriels[0]?.texte).toContain('https://telegestion.test/garde/#');
  expect(courriels[0]?.texte).toContain('le compte de l’opérateur n’a plus de crédit');
  expect(await etats()).toEqual(['1 REFUSE CREDIT', '2 REFUSE CREDIT']);
  expect(astreinte.etat()).toMatchObject({ echec: 'CREDIT', sansAccuse: 1 });
  operateur.sms.sansCredit = false;
  await jusqua('12:00');
  expect(operateur.sms.messages).toEqual([]);
});

test('[AL-7] a text message that the network does not deliver, or not in time, goes to mail and to the next person', async () => {
  operateur.sms.reseau.set(ANNE, { remisApresMs: 20 * 60_000 });
  operateur.sms.reseau.set(BRUNO, { echoue: '70' });
  await jusqua('10:20');
  expect(courriels).toEqual([]);
  await jusqua('10:22');
  expect(await etats()).toEqual(['1 RETARD RETARD', '2 PRIS']);
  await jusqua('10:23');
  expect(await etats()).toEqual(['1 RETARD RETARD', '2 REFUSE NUMERO']);
  expect(courriels.map((c) => c.a[0])).toEqual(['anne@astreinte.test', 'bruno@astreinte.test']);
  await jusqua('10:40');
  expect(await etats()).toEqual(['1 REMIS RETARD', '2 REFUSE NUMERO']);
  expect([recus(ANNE).length, recus(BRUNO).length, courriels.length]).toEqual([1, 1, 2]);
});

test('[AL-7] neither account nor mail server: the next person at once, and it is said that nothing could leave', async () => {
  const muette = demarrer({ sms: false, courriel: false });
  await jusqua('10:20', muette);
  expect(await etats()).toEqual(['1 PERDU NON_REGLE', '2 PERDU NON_REGLE']);
  expect(muette.etat()).toMatchObject({ sms: false, echec: 'NON_REGLE' });
});

test('[AL-7] without the operator’s account, by mail, and the next person in her turn', async () => {
  const parCourriel = demarrer({ sms: false });
  await jusqua('10:30', parCourriel);
  expect(courriels.map((c) => c.a[0])).toEqual(['anne@astreinte.test']);
  await jusqua('10:31', parCourriel);
  expect(courriels.map((c) => c.a[0])).toEqual(['anne@astreinte.test', 'bruno@astreinte.test']);
});

test('[AL-7] the month’s number of text messages is not passed: mails from then on', async () => {
  const parametre = { cle: 'smsParMois', depuis: jour('2026-01-01'), valeur: 1, auteur: 'x', instant: maintenant };
  await banc.poser(BASE_CENTRALE, { _id: 'parametre:smsParMois:2026-01-01', type: 'parametre', ...parametre });
  await jusqua('10:18');
  expect(operateur.sms.messages).toEqual([]);
  expect(await etats()).toEqual(['1 COURRIEL BUDGET']);
  expect(courriels).toHaveLength(1);
});

test.each([
  ['before the operator had it', 'TAIRE'],
  ['once the operator had it', 'PRENDRE_ET_TAIRE'],
] as const)('[AL-7] a service that dies while it sends, %s: told once, and not forgotten', async (_, suite) => {
  operateur.sms.surMessage = () => suite;
  await jusqua('10:16');
  expect(await etats()).toEqual(['1 TENTE']);
  operateur.sms.surMessage = undefined;
  await jusqua('10:25', demarrer());
  expect(recus(ANNE)).toEqual([DIT]);
  expect(await etats()).toEqual(['1 REMIS']);
});

test('[AL-7] the operator away for a while: what was not taken is sent when it is back, or goes by mail', async () => {
  operateur.pannes.push(
    { sorte: 'STATUT', statut: 503, methode: 'POST' },
    { sorte: 'STATUT', statut: 503, methode: 'GET' },
  );
  await jusqua('10:19');
  expect(recus(ANNE)).toEqual([DIT]);
  const url = operateur.url;
  await operateur.arreter();
  await banc.poserAntenne('EST', usager('U2'), visite('W', '2026-11-28 10:05', '2026-11-28 11:00', { usagerId: 'U2' }));
  await jusqua('10:27');
  expect(courriels.map((c) => c.a[0])).toEqual(['anne@astreinte.test']);
  expect((await etats()).slice(1)).toEqual(['1 REFUSE INJOIGNABLE', '2 PREPARE']);
  operateur = await demarrerApiOperateur({
    mode: 'formation',
    ...COMPTE,
    port: Number(new URL(url).port),
    horloge: () => epochMs(maintenant),
  });
  await jusqua('10:29');
  expect(recus(BRUNO)).toHaveLength(1);
  expect((await etats()).slice(1)).toEqual(['1 REFUSE INJOIGNABLE', '2 REMIS']);
});

test('[AL-7] a message that could not leave before it was seen, or before the night, does not leave after', async () => {
  operateur.sms.surMessage = () => 'TAIRE';
  await jusqua('10:16');
  operateur.sms.surMessage = undefined;
  await banc.pointer(pointage('A', '2026-11-28 10:16', { id: 'a' }));
  await jusqua('10:20');
  expect([recus(ANNE), await etats()]).toEqual([[], ['1 SANS_OBJET']]);
  operateur.sms.surMessage = () => 'TAIRE';
  await banc.poserAntenne('EST', visite('S', '2026-11-28 20:14', '2026-11-28 21:00'));
  maintenant = paris('2026-11-28 20:29');
  await jusqua('20:30');
  operateur.sms.surMessage = undefined;
  await jusqua('21:30');
  expect(operateur.sms.messages).toEqual([]);
  maintenant = paris('2026-11-29 08:00');
  await astreinte.minute();
  expect(recus(ANNE)).toEqual([DIT.replace('de 10 h 00', 'du 28/11 à 20 h 14')]);
});

const poserTrois = async (): Promise<void> => {
  for (const [u, prenom] of [
    ['U2', 'Paul'],
    ['U3', 'Zoé'],
  ] as const)
    await banc.poserAntenne(
      'EST',
      usager(u, { prenom }),
      visite(`V${u}`, '2026-11-28 10:00', '2026-11-28 11:00', { usagerId: u }),
    );
};

test('[AL-7] an operator that hangs is asked once a minute, whatever waits; what it keeps waiting goes by mail', async () => {
  await poserTrois();
  let demandes = 0;
  operateur.sms.surMessage = () => {
    demandes += 1;
    return 'TAIRE';
  };
  await jusqua('10:16');
  expect([demandes, (await etats()).sort()]).toEqual([1, ['1 PREPARE', '1 PREPARE', '1 TENTE']]);
  await jusqua('10:22');
  expect((await etats()).filter((e) => e === '1 REFUSE INJOIGNABLE')).toHaveLength(3);
  expect(courriels.filter((c) => c.a[0] === 'anne@astreinte.test')).toHaveLength(3);
});

test('[AL-7] one message that fails does not hold back the others, and the failure is told', async () => {
  await poserTrois();
  const muette = demarrer({ sms: false });
  pannesCourriel = 1;
  maintenant = paris('2026-11-28 10:16');
  await expect(muette.minute()).rejects.toThrow('des messages à l’astreinte');
  expect([courriels.length, muette.etat().sansAccuse]).toEqual([2, 3]);
  await muette.minute();
  expect(courriels).toHaveLength(3);
});

test('[AL-7] of two messages to one telephone of which one was taken, nobody can say which: both are sent', async () => {
  await poserTrois();
  operateur.sms.surMessage = () => 'TAIRE';
  await jusqua('10:16');
  const messages = await lirePlage<MessageAstreinte>(banc.magasin, BASE_CENTRALE, plageDuType('message-astreinte'));
  for (const { _rev, ...m } of messages) await banc.poser(BASE_CENTRALE, { ...m, etat: 'TENTE', tenteLe: maintenant });
  const [, , pris] = [...messages].sort((a, b) => (a._id < b._id ? -1 : 1));
  const dejaLa = { de: COMPTE.de, vers: ANNE.slice(1), texte: pris?.texte ?? '', le: epochMs(maintenant) };
  operateur.sms.messages.push({ uuid: 'pris', ...dejaLa });
  operateur.sms.surMessage = undefined;
  await jusqua('10:19');
  const textes = recus(ANNE).map((t) => t.replace(" Je m'en occupe : LIEN", ''));
  expect(new Set(textes)).toEqual(new Set(messages.map((m) => m.texte)));
});

test('[AL-7] an operator that takes messages and says no more is no sign that they are late', async () => {
  for (let k = 0; k < 40; k += 1) operateur.pannes.push({ sorte: 'STATUT', statut: 503, methode: 'GET' });
  await jusqua('10:30');
  expect([await etats(), courriels]).toEqual([['1 PRIS'], []]);
  await jusqua('10:31');
  expect([(await etats())[0], courriels.length]).toEqual(['1 RETARD RETARD', 1]);
});

test('[AL-7] of what is over or taken meanwhile, no mail is written in place of a text message', async () => {
  operateur.sms.surMessage = () => 'TAIRE';
  await jusqua('10:16');
  for (let k = 0; k < 40; k += 1) operateur.pannes.push({ sorte: 'STATUT', statut: 503, methode: 'GET' });
  await banc.pointer(pointage('A', '2026-11-28 10:16', { id: 'a' }));
  await jusqua('10:25');
  expect([await etats(), courriels]).toEqual([['1 REFUSE INJOIGNABLE'], []]);
});

test('[AL-7] a message held over the night leaves at eight by text message, and the next person waits for her turn', async () => {
  operateur.sms.surMessage = () => 'TAIRE';
  await banc.poserAntenne('EST', visite('S', '2026-11-28 20:13', '2026-11-28 21:00'));
  await banc.pointer(pointage('A', '2026-11-28 10:00', { id: 'a' }), pointage('D', '2026-11-28 11:00', { id: 'd' }));
  maintenant = paris('2026-11-28 20:29');
  await jusqua('20:31');
  expect(await etats()).toEqual(['1 PREPARE']);
  operateur.sms.surMessage = undefined;
  for (maintenant = LENDEMAIN; maintenant <= paris('2026-11-29 08:14'); ) {
    await astreinte.minute();
    maintenant = instantDe(epochMs(maintenant) + 60_000);
  }
  const dit = DIT.replace('de 10 h 00', 'du 28/11 à 20 h 13');
  expect([recus(ANNE), recus(BRUNO), courriels]).toEqual([[dit], [], []]);
  maintenant = paris('2026-11-29 15:00');
  expect(await lireGarde(ports(), lien(0))).toMatchObject({ valeur: { etat: 'A_PRENDRE' } });
});

test('[AL-7] two services at once send one message', async () => {
  const autre = demarrer();
  for (maintenant = paris('2026-11-28 10:10'); maintenant < paris('2026-11-28 10:20'); ) {
    await Promise.all([astreinte.minute(), autre.minute()]);
    maintenant = instantDe(epochMs(maintenant) + 60_000);
  }
  expect(recus(ANNE)).toEqual([DIT]);
});

test('[AL-7] on a Monday at 10:16 it is on the antenna’s screens only', async () => {
  await banc.poserAntenne('EST', visite('L', '2026-11-30 10:00', '2026-11-30 11:00'));
  maintenant = paris('2026-11-30 10:16');
  await astreinte.minute();
  expect(operateur.sms.messages).toEqual([]);
  expect(await lirePlage(banc.magasin, 'tg-antenne-est', plageDuType('alerte'))).toContainEqual(
    expect.objectContaining({ _id: 'alerte:2026-11-30:VISITE_NON_COMMENCEE:L' }),
  );
});

test('[AL-7] bad input: each is refused in a sentence that says what to do, and nothing is written', async () => {
  const avant = await lireAstreintes(ports(), true);
  for (const [plus, code, dit] of [
    [{ mobile: '01 99 00 00 11' }, 'MOBILE', /portable/],
    [{ mobile: 'abc' }, 'MOBILE', /écrivez par exemple/],
    [{ fin: '08:00', debut: '20:00' }, 'FIN', /deux tours/],
    [{ au: jour('2026-10-31') }, 'AU', /avant le premier/],
    [{ du: jour('2026-10-01'), au: jour('2026-10-31') }, 'AU', /déjà fini/],
    [{}, 'DEJA', /déjà donné/],
  ] as const)
    expect(await ajouterTour(ports(), tour(plus), 'central')).toMatchObject({
      ok: false,
      refus: { code, message: expect.stringMatching(dit) },
    });
  await banc.poserAntenne('SUD', usager('U9', { antenne: 'SUD', telephones: ['+33612349999'] }));
  expect(await ajouterTour(ports(), tour({ mobile: '06.12.34.99.99' }), 'central')).toMatchObject({
    refus: { message: expect.stringMatching(/^Ce numéro est celui d’un usager/) },
  });
  expect(await lireAstreintes(ports(), true)).toEqual(avant);
});

test('[AL-7] a hole in the list is said to the central service before it comes; a list that is whole says nothing', async () => {
  await banc.poser(BASE_CENTRALE, compte('claire', { role: 'CENTRAL', courriel: 'claire@central.test' }));
  expect(await astreinte.matin()).toBe(0);
  const [anne, bruno] = (await lireAstreintes(ports(), true)).tours;
  for (const t of [anne, bruno]) await retirerTour(ports(), t?._id.slice('tour-astreinte:'.length) ?? '', 'central');
  await donner(tour({ jours: ['LUN', 'MAR', 'MER', 'JEU', 'VEN', 'SAM'] }));
  await astreinte.minute();
  expect(astreinte.etat()).toMatchObject({ trou: paris('2026-11-29 08:00') });
  expect(await astreinte.matin()).toBe(1);
  expect(courriels).toMatchObject([{ a: ['claire@central.test'], sujet: 'Astreinte : des heures sans personne' }]);
  expect(courriels[0]?.texte.replaceAll('\u00a0', ' ')).toContain(
    '- toutes les antennes, le 29 novembre 2026, de 8 h 00 à 20 h 30',
  );
  // Its turn of this evening taken away: it is said at once, not tomorrow morning.
  const proches = () => annoncerTrousProches({ ...ports(), courrier, extranet: () => 'https://telegestion.test' });
  expect(await proches()).toBe(1);
  expect(courriels[1]?.texte).toContain('Dans les 24 heures qui viennent, personne n’est d’astreinte :');
  maintenant = paris('2026-11-28 07:59');
  expect(await proches()).toBe(0);
  // In the hole itself: nobody to tell, and nothing breaks.
  await banc.poserAntenne('EST', visite('D', '2026-11-29 10:00', '2026-11-29 11:00'));
  maintenant = paris('2026-11-29 10:16');
  await astreinte.minute();
  expect(operateur.sms.messages).toEqual([]);
});
