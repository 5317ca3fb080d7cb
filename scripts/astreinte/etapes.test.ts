import { expect, test } from 'vitest';
import type { Alerte } from '#shared/contrats/exploitation/alerte';
import { epochMs, instantDe } from '#shared/temps/paris';
import { correction, jour, paris, pointage, usager, visite } from '#shared/testing/constructeurs';
import { lireGarde, prendreGarde } from '../../sync-server/domaines/astreinte/accuser';
import { ecrireParametre } from '../../sync-server/domaines/exploitation/parametres/parametres';
import { lirePlage, plageDuType } from '../../sync-server/store/lire';
import { intervenant } from '../../sync-server/transitions/testing/banc';
import { ANNE, BRUNO, DIT, LENDEMAIN, monterAstreinte } from './banc';

// The steps of one visit: told, to the next, over; the hours of the day, and a service that starts again.

const { e, demarrer, ports, jusqua, recus, lien, etats } = monterAstreinte();

test('[AL-7] a visit not begun is told to who is on call, then to the next; its end to both, each once', async () => {
  await jusqua('10:15');
  expect(e.operateur.sms.messages).toEqual([]);
  await jusqua('10:16');
  expect(recus(ANNE)).toEqual([DIT]);
  await jusqua('10:30');
  expect(recus(BRUNO)).toEqual([]);
  // What nobody has taken stays counted while a pass goes on.
  const pendant: number[] = [];
  e.operateur.sms.surMessage = () => {
    pendant.push(e.astreinte.etat().sansAccuse);
    return 'REPONDRE';
  };
  await jusqua('10:31');
  expect([recus(ANNE), recus(BRUNO), pendant]).toEqual([[DIT], [DIT], [1]]);
  expect(e.astreinte.etat()).toMatchObject({ sansAccuse: 1, sms: true });
  await e.banc.pointer(pointage('A', '2026-11-28 10:40', { id: 'a' }));
  await jusqua('10:59');
  const fin = 'Terminé. Est, visite de 10 h 00, usager J. M. : arrivée pointée à 10 h 40.';
  expect([recus(ANNE), recus(BRUNO)]).toEqual([
    [DIT, fin],
    [DIT, fin],
  ]);
  expect((await etats()).sort()).toEqual(['1 REMIS', '1 fin REMIS', '2 REMIS', '2 fin REMIS']);
  expect(e.astreinte.etat()).toMatchObject({ sansAccuse: 0 });
  expect(e.courriels).toEqual([]);
});

test('[AL-7] an aide who has not left is told too, and that she has', async () => {
  await e.banc.pointer(pointage('A', '2026-11-28 10:01', { id: 'a' }));
  await jusqua('11:30');
  expect(e.operateur.sms.messages).toEqual([]);
  await jusqua('11:31');
  const dit =
    'Est : départ prévu à 11 h 00 non pointé, aide peut-etre seule. Usager J. M. 01 99 00 00 11. Aide A. D. 06 12 34 56 78.';
  expect(recus(ANNE)).toEqual([`${dit} Je m'en occupe : LIEN`]);
  await e.banc.pointer(pointage('D', '2026-11-28 11:40', { id: 'd' }));
  await jusqua('11:41');
  expect(recus(ANNE)[1]).toBe('Terminé. Est, départ prévu à 11 h 00, usager J. M. : départ pointé à 11 h 40.');
});

test('[AL-7] of a visit that the file of PLANNING has no more, the message and its link say it', async () => {
  await e.banc.poserAntenne('EST', {
    ...visite('V', '2026-11-28 10:00', '2026-11-28 11:00'),
    absenteDepuis: jour('2026-11-27'),
  });
  await jusqua('10:16');
  const dit = 'Est : visite de 10 h 00 non commencée (absente du planning depuis le 27/11).';
  expect(recus(ANNE)).toEqual([expect.stringContaining(dit)]);
  expect(await lireGarde(ports(), lien(0))).toMatchObject({ valeur: { etat: 'A_PRENDRE', quoi: dit } });
});

const REMPLACEE = correction('DONNEES', {
  ...{ id: 'R1', _id: 'correction:2026-11-28:R1', date: jour('2026-11-28'), cible: { genre: 'VISITE', id: 'V' } },
  ...{ intervenantId: 'I2', instant: paris('2026-11-28 09:15') },
});
const REMPLACANTE = { ...intervenant('I2', 'EST'), nom: 'BA', prenom: 'Oumou', telephone: '+33612349999' };

test('[AL-7] of a visit whose aide is replaced, the message and its link name and call who replaces her', async () => {
  await e.banc.poserAntenne('EST', REMPLACANTE as never, REMPLACEE);
  await jusqua('10:16');
  const dit = DIT.replace('Aide A. D. 06 12 34 56 78', 'Aide O. B. 06 12 34 99 99');
  expect(recus(ANNE)).toEqual([dit]);
  const elle = { qui: 'AIDE', initiales: 'O. B.', numero: '+33612349999' };
  expect(await lireGarde(ports(), lien(0))).toMatchObject({ valeur: { appeler: [elle, { qui: 'USAGER' }] } });
});

test('[AL-7] replaced once it was told: the link calls who replaces her, and nothing is told anew', async () => {
  await jusqua('10:16');
  await e.banc.poserAntenne('EST', REMPLACANTE as never, { ...REMPLACEE, instant: paris('2026-11-28 10:16') });
  await jusqua('10:18');
  expect(recus(ANNE)).toEqual([DIT]);
  const elle = { qui: 'AIDE', initiales: 'O. B.', numero: '+33612349999' };
  expect(await lireGarde(ports(), lien(0))).toMatchObject({ valeur: { appeler: [elle, { qui: 'USAGER' }] } });
});

test('[AL-7] [AP-3] an aide who called twice as she came, and has not left, is told', async () => {
  await e.banc.pointer(pointage('A', '2026-11-28 10:01', { id: 'a' }), pointage('A', '2026-11-28 10:09', { id: 'b' }));
  await jusqua('11:30');
  expect(e.operateur.sms.messages).toEqual([]);
  await jusqua('11:31');
  expect(recus(ANNE)).toEqual([expect.stringContaining('départ prévu à 11 h 00 non pointé, aide peut-etre seule')]);
  // Beyond the longest visit she is not said to have left for all that.
  e.maintenant = LENDEMAIN;
  await e.astreinte.minute();
  expect(recus(ANNE)).toHaveLength(1);
});

test('[AL-7] an aide who never punches out is not said to have left, until she calls elsewhere', async () => {
  await e.banc.pointer(pointage('A', '2026-11-28 10:01', { id: 'a' }));
  await jusqua('11:31');
  e.maintenant = LENDEMAIN;
  await e.astreinte.minute();
  // Beyond the longest visit, its alert is gone.
  const alertes = await lirePlage<Alerte>(e.banc.magasin, 'tg-antenne-est', plageDuType('alerte'));
  expect(alertes.map((a) => a.genre)).not.toContain('DEPART_EN_RETARD');
  expect(recus(ANNE)).toHaveLength(1);
  e.maintenant = paris('2026-11-28 22:00');
  expect(await lireGarde(ports(), lien(0))).toMatchObject({ valeur: { etat: 'A_PRENDRE' } });
  e.maintenant = paris('2026-11-29 09:30');
  await e.banc.poserAntenne('EST', usager('U2'));
  await e.banc.pointer(pointage('A', '2026-11-29 09:20', { id: 'b', usagerId: 'U2' }));
  await e.astreinte.minute();
  expect(recus(ANNE)[1]).toBe(
    "Terminé. Est, départ prévu le 28/11 à 11 h 00, usager J. M. : l'aide n'a pas pointé son départ, mais une autre visite à 9 h 20.",
  );
});

test('[AL-7] a departure overdue after the hours of the watch is told in the morning, with its day', async () => {
  await e.banc.poserAntenne('EST', visite('V', '2026-11-28 17:00', '2026-11-28 20:15'));
  await e.banc.pointer(pointage('A', '2026-11-28 17:01', { id: 'a' }));
  e.maintenant = paris('2026-11-28 20:29');
  await jusqua('20:50');
  expect(e.operateur.sms.messages).toEqual([]);
  e.maintenant = LENDEMAIN;
  await e.astreinte.minute();
  expect(recus(ANNE)).toEqual([expect.stringContaining('départ prévu le 28/11 à 20 h 15 non pointé')]);
});

test('[AL-7] a visit of which only the departure was punched is over, and it is said; the link says as much', async () => {
  await jusqua('10:16');
  await e.banc.pointer(pointage('D', '2026-11-28 10:50', { id: 'd' }));
  await jusqua('10:51');
  expect(recus(ANNE)[1]).toBe('Terminé. Est, visite de 10 h 00, usager J. M. : départ pointé à 10 h 50.');
  expect(await lireGarde(ports(), lien(0))).toMatchObject({ valeur: { etat: 'FINI', certain: true } });
  await e.banc.poserAntenne('EST', visite('W', '2026-11-28 13:00', '2026-11-28 14:00'));
  e.maintenant = paris('2026-11-28 13:15');
  await jusqua('13:16');
  await e.banc.poserAntenne('EST', visite('W', '2026-11-28 16:00', '2026-11-28 17:00'));
  await jusqua('13:17');
  expect(await lireGarde(ports(), lien(2))).toMatchObject({ valeur: { etat: 'FINI', certain: false } });
});

test('[AL-7] an end that comes four days later is told; the turn of a month is no end', async () => {
  await jusqua('10:16');
  e.maintenant = paris('2026-12-01 08:00');
  await e.astreinte.minute();
  expect(recus(ANNE)).toHaveLength(1);
  await e.banc.poserAntenne('EST', visite('N', '2026-12-05 10:00', '2026-12-05 11:00'));
  e.maintenant = paris('2026-12-05 10:16');
  await e.astreinte.minute();
  e.maintenant = paris('2026-12-09 09:00');
  await e.astreinte.minute();
  expect(recus(ANNE)).toHaveLength(2);
  await e.banc.pointer(pointage('A', '2026-12-05 10:20', { id: 'n' }));
  await e.astreinte.minute();
  expect(recus(ANNE)[2]).toMatch(/^Terminé. Est, visite du 05\/12 à 10 h 00/);
});

test('[AL-7] a visit told and taken, then moved to later the same day and missed again, is told anew', async () => {
  await jusqua('10:16');
  await prendreGarde(ports(), lien(0));
  await e.banc.poserAntenne('EST', visite('V', '2026-11-28 14:00', '2026-11-28 15:00'));
  await jusqua('10:20');
  e.maintenant = paris('2026-11-28 14:15');
  await jusqua('14:20');
  expect(recus(ANNE)).toEqual([DIT, expect.stringContaining('visite de 10 h 00'), DIT.replace('10 h 00', '14 h 00')]);
  expect(await lireGarde(ports(), lien(2))).toMatchObject({ valeur: { etat: 'A_PRENDRE' } });
  expect(await lireGarde(ports(), lien(0))).toMatchObject({ valeur: { etat: 'PRIS', par: 'VOUS' } });
});

/** A second visit of that hour, missed as the first one. */
const manquer = (id: string, heure: string) =>
  e.banc.poserAntenne(
    'EST',
    usager(`U-${id}`),
    visite(id, `2026-11-28 ${heure}`, '2026-11-28 11:00', { usagerId: `U-${id}` }),
  );

test('[AL-7] where facts may not be whole nothing is told anew for five minutes, then all is, as to be checked; what is told goes on', async () => {
  await manquer('W', '10:01');
  await jusqua('10:16');
  e.sur = false;
  await jusqua('10:20');
  expect(recus(ANNE)).toEqual([DIT]);
  expect(e.astreinte.etat()).toMatchObject({ incertain: paris('2026-11-28 10:16'), sansAccuse: 1 });
  await jusqua('10:21');
  expect(recus(ANNE)[1]).toMatch(/^A vérifier\. Est : visite de 10 h 01 non commencée\./);
  e.sur = true;
  await e.astreinte.minute();
  expect(e.astreinte.etat().incertain).toBeUndefined();
  e.sur = false;
  await manquer('X', '10:13');
  await jusqua('10:31');
  expect(recus(BRUNO)).toEqual([expect.stringContaining('visite de 10 h 00 non commencée')]);
  await jusqua('10:36');
  expect(recus(ANNE)[2]).toMatch(/^A vérifier\. Est : visite de 10 h 13/);
});

test('[AL-7] the second look that finds the punch before the end of the wait: nothing is ever told; one that confirms, told at once and as it is', async () => {
  await manquer('W', '10:01');
  await jusqua('10:14');
  e.sur = false;
  await jusqua('10:18');
  expect(recus(ANNE)).toEqual([]);
  await e.banc.pointer(pointage('A', '2026-11-28 10:02', { usagerId: 'U-W', id: 'retrouve' }));
  e.sur = true;
  await jusqua('10:18');
  // The first one has really been missed, the second has not.
  expect(recus(ANNE)).toEqual([DIT]);
});

test('[AL-7] how long it waits is a parameter; none at all, it is told at once and to be checked', async () => {
  await ecrireParametre(e.banc.magasin, () => e.maintenant, {
    cle: 'veilleDoute',
    valeur: '0',
    depuis: '2026-11-01',
    auteur: 'essai',
  });
  e.sur = false;
  await jusqua('10:16');
  expect(recus(ANNE)).toEqual([expect.stringMatching(/^A vérifier\. Est : visite de 10 h 00 non commencée/)]);
});

test('[AL-7] alerts that never come to the hour: what is told goes on to the next person, nothing is told anew', async () => {
  await jusqua('10:16');
  await e.banc.poserAntenne('EST', {
    ...{ _id: 'alerte:2026-11-28:VISITE_NON_COMMENCEE:W', type: 'alerte', genre: 'VISITE_NON_COMMENCEE' },
    ...{ depuis: '2026-11-28', instant: paris('2026-11-28 10:00'), usagerId: 'U1', interventionId: 'W' },
  });
  const figee = demarrer({ battre: () => new Promise(() => undefined) });
  for (const h of ['10:17', '10:32', '10:50']) {
    e.maintenant = paris(`2026-11-28 ${h}`);
    await figee.minute();
  }
  expect([recus(ANNE), recus(BRUNO)]).toEqual([[DIT], [`A vérifier. ${DIT}`]]);
  expect(figee.etat()).toMatchObject({ incertain: paris('2026-11-28 10:17') });
});

test('[AL-7] two services at once send one message', async () => {
  const autre = demarrer();
  for (e.maintenant = paris('2026-11-28 10:10'); e.maintenant < paris('2026-11-28 10:20'); ) {
    await Promise.all([e.astreinte.minute(), autre.minute()]);
    e.maintenant = instantDe(epochMs(e.maintenant) + 60_000);
  }
  expect(recus(ANNE)).toEqual([DIT]);
});

test('[AL-7] on a Monday at 10:16 it is on the antenna’s screens only', async () => {
  await e.banc.poserAntenne('EST', visite('L', '2026-11-30 10:00', '2026-11-30 11:00'));
  e.maintenant = paris('2026-11-30 10:16');
  await e.astreinte.minute();
  expect(e.operateur.sms.messages).toEqual([]);
  expect(await lirePlage(e.banc.magasin, 'tg-antenne-est', plageDuType('alerte'))).toContainEqual(
    expect.objectContaining({ _id: 'alerte:2026-11-30:VISITE_NON_COMMENCEE:L' }),
  );
});

test('[AL-7] each antenna by its own hours: while one is open its visits are on its screens, another’s are told', async () => {
  await ecrireParametre(e.banc.magasin, () => e.maintenant, {
    cle: 'heuresAntennes',
    valeur: '{"EST":{"debut":"08:30","fin":"18:30"}}',
    depuis: '2026-11-01',
    auteur: 'essai',
  });
  await e.banc.poserAntenne('EST', visite('S', '2026-11-30 17:30', '2026-11-30 19:30'));
  await e.banc.poserAntenne(
    'SUD',
    usager('U7', { antenne: 'SUD', prenom: 'Rose', nom: 'Petit' }),
    visite('T', '2026-11-30 17:30', '2026-11-30 19:30', { usagerId: 'U7' }),
  );
  const dits = async (h: string): Promise<string[]> => {
    e.maintenant = paris(`2026-11-30 ${h}`);
    await e.astreinte.minute();
    return recus(ANNE).map((t) => t.slice(0, 4));
  };
  expect(await dits('17:46')).toEqual(['Sud ']);
  expect(await dits('18:29')).toEqual(['Sud ']);
  // At its closing, what is still going on is told.
  expect(await dits('18:30')).toEqual(['Sud ', 'Est ']);
});
