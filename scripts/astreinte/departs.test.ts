import { expect, test } from 'vitest';
import { correction, jour, paris, pointage, usager, visite } from '#shared/testing/constructeurs';
import { lireGarde } from '../../sync-server/domaines/astreinte/accuser';
import { ANNE, BRUNO, DIT, masque, monterAstreinte, tour } from './banc';

// An aide who has not punched out: at the turn of a month, and once she calls from elsewhere.

const { e, donner, jusqua, ports, recus, lien } = monterAstreinte();

/** From one minute to another of any day, both included; nothing in between is looked at. */
const aux = async (...instants: string[]): Promise<void> => {
  for (const i of instants) {
    e.maintenant = paris(i);
    await e.astreinte.minute();
  }
};

/** Saturday 31 October 2026, planned until a quarter past eight: overdue once the watch is closed. */
const dernierSoir = async (fin = '20:15'): Promise<void> => {
  e.maintenant = paris('2026-10-31 16:00');
  const ce = { du: jour('2026-10-31'), au: jour('2026-10-31') };
  await donner(tour(ce));
  await donner(tour({ ...ce, rang: 2, nom: 'BRUNO Garde', mobile: '0612340002', courriel: 'bruno@astreinte.test' }));
  await e.banc.poserAntenne('EST', visite('V', '2026-10-31 17:00', `2026-10-31 ${fin}`));
  await e.banc.pointer(pointage('A', '2026-10-31 17:01', { id: 'a' }));
};

test('[AL-7] a departure overdue on the last evening of a month is told in the morning, as on any other', async () => {
  await dernierSoir();
  await aux('2026-10-31 20:29', '2026-10-31 20:50');
  expect(e.operateur.sms.messages).toEqual([]);
  await aux('2026-11-01 08:00');
  expect(recus(ANNE)).toEqual([expect.stringContaining('départ prévu le 31/10 à 20 h 15 non pointé')]);
  expect(await lireGarde(ports(), lien(0))).toMatchObject({ valeur: { etat: 'A_PRENDRE' } });
  await aux('2026-11-01 08:15');
  expect(recus(BRUNO)).toHaveLength(1);
});

test('[AL-7] told on the last evening of a month and taken by nobody: the turn of the month is no end, her call is one', async () => {
  await dernierSoir('19:00');
  await aux('2026-10-31 19:31', '2026-10-31 19:46', '2026-11-01 08:00', '2026-11-02 08:10');
  expect([recus(ANNE).length, recus(BRUNO).length]).toEqual([1, 1]);
  await e.banc.poserAntenne('EST', usager('U2'));
  await e.banc.pointer(pointage('A', '2026-11-02 08:11', { id: 'b', usagerId: 'U2' }));
  await aux('2026-11-02 08:12');
  expect([recus(ANNE).length, recus(BRUNO).length]).toEqual([2, 2]);
});

test('[AL-7] corrected on the first of the month, that departure is told to nobody', async () => {
  await dernierSoir();
  await aux('2026-10-31 20:29', '2026-10-31 20:50');
  e.maintenant = paris('2026-11-01 07:50');
  await e.banc.poserAntenne(
    'EST',
    correction('HORAIRE', {
      ...{ id: 'R1', _id: 'correction:2026-10-31:R1', date: jour('2026-10-31'), cible: { genre: 'VISITE', id: 'V' } },
      ...{ debut: paris('2026-10-31 17:01'), fin: paris('2026-10-31 20:15'), instant: paris('2026-11-01 07:40') },
    }),
  );
  await aux('2026-11-01 08:00');
  expect(e.operateur.sms.messages).toEqual([]);
});

test('[AL-7] a visit told on the last evening of a month climbs on the 1st as on any other day; that its alert goes on the 2nd is no end', async () => {
  e.maintenant = paris('2026-11-30 16:00');
  await e.banc.poserAntenne('EST', visite('W', '2026-11-30 20:05', '2026-11-30 21:00'));
  await aux('2026-11-30 20:21', '2026-12-01 08:00');
  expect([recus(ANNE).length, recus(BRUNO).length]).toEqual([1, 1]);
  await aux('2026-12-02 08:00', '2026-12-03 08:00');
  expect([recus(ANNE).length, recus(BRUNO).length]).toEqual([1, 1]);
});

test('[AL-7] overdue late in the evening, told in the morning after the clock has been set back', async () => {
  e.maintenant = paris('2026-10-24 16:00');
  await e.banc.poserAntenne('EST', visite('V', '2026-10-24 17:00', '2026-10-24 20:15'));
  await e.banc.pointer(pointage('A', '2026-10-24 17:01', { id: 'a' }));
  await donner(tour({ du: jour('2026-10-25'), au: jour('2026-10-25') }));
  await aux('2026-10-24 20:50', '2026-10-25 08:00');
  expect(recus(ANNE)).toEqual([expect.stringContaining('départ prévu le 24/10 à 20 h 15 non pointé')]);
});

/** Saturday: she comes at ten, is to leave at eleven, and does not call as she leaves. */
const sansDepart = (): Promise<void> => e.banc.pointer(pointage('A', '2026-11-28 10:01', { id: 'a' }));
const chezUnAutre = async (antenne: 'EST' | 'SUD'): Promise<void> => {
  await e.banc.poserAntenne(antenne, usager('U2', { antenne }));
  await e.banc.pointer(pointage('A', '2026-11-28 11:20', { id: 'b', usagerId: 'U2' }));
};

test.each(['EST', 'SUD'] as const)(
  '[AL-7] an aide who has called from her next home, in %s, is not said to be alone in the one before',
  async (antenne) => {
    await sansDepart();
    await jusqua('11:20');
    await chezUnAutre(antenne);
    await jusqua('11:50');
    expect(e.operateur.sms.messages).toEqual([]);
  },
);

test('[AL-7] told, then she calls from her next home in another antenna: who was told is told so, and the link too', async () => {
  await sansDepart();
  await jusqua('11:31');
  await e.banc.poserAntenne('SUD', usager('U2', { antenne: 'SUD' }));
  await e.banc.pointer(pointage('A', '2026-11-28 11:33', { id: 'b', usagerId: 'U2' }));
  await jusqua('11:50');
  expect(recus(ANNE).slice(1)).toEqual([
    "Terminé. Est, départ prévu à 11 h 00, usager J. M. : l'aide n'a pas pointé son départ, mais une autre visite à 11 h 33.",
  ]);
  expect(recus(BRUNO)).toEqual([]);
  expect(await lireGarde(ports(), lien(0))).toMatchObject({ valeur: { etat: 'FINI', certain: true } });
});

test('[AL-7] she left before the planned end, and has punched in at her next home: nobody is told that she may be alone', async () => {
  await sansDepart();
  await e.banc.poserAntenne('SUD', usager('U2', { antenne: 'SUD', telephones: ['+33199000012'] }));
  await e.banc.pointer(
    pointage('A', '2026-11-28 10:50', { id: 'b', usagerId: 'U2', numeroAppelant: '+33199000012' }),
    pointage('D', '2026-11-28 10:58', { id: 'c', usagerId: 'U2', numeroAppelant: '+33199000012' }),
  );
  await jusqua('11:50');
  expect(e.operateur.sms.messages).toEqual([]);
});

test('[AL-7] [AP-10] a call about his wife, who has the same telephone, or made from here about another: she has not left', async () => {
  await sansDepart();
  const ici = { numeroAppelant: '+33199000011' };
  await e.banc.poserAntenne(
    'EST',
    usager('U2', { telephones: ['+33199000011'] }),
    usager('U3', { telephones: ['+33199000013'] }),
  );
  await e.banc.pointer(
    pointage('A', '2026-11-28 10:02', { id: 'b', usagerId: 'U2', ...ici }),
    pointage('D', '2026-11-28 10:30', { id: 'c', usagerId: 'U2', ...ici }),
    pointage('D', '2026-11-28 10:03', { id: 'd', usagerId: 'U3', ...ici }),
  );
  await jusqua('11:31');
  expect(recus(ANNE)).toEqual([expect.stringContaining('départ prévu à 11 h 00 non pointé')]);
});

test('[AL-7] once at this home she says the departure that she had forgotten of the one before, by her own mobile: she has not left this one', async () => {
  await e.banc.poserAntenne('EST', usager('U3', { telephones: ['+33199000013'] }));
  await e.banc.pointer(pointage('A', '2026-11-28 08:30', { id: 'z', usagerId: 'U3' }));
  await sansDepart();
  await e.banc.pointer(pointage('D', '2026-11-28 10:03', { id: 'b', usagerId: 'U3' }));
  await jusqua('11:31');
  expect(recus(ANNE)).toEqual([expect.stringContaining('départ prévu à 11 h 00 non pointé')]);
});

/** Saturday: planned until half past ten, she comes five minutes after that. */
const tard = async (): Promise<void> => {
  await e.banc.poserAntenne('EST', visite('V', '2026-11-28 10:00', '2026-11-28 10:30'));
  await e.banc.pointer(pointage('A', '2026-11-28 10:35', { id: 'a' }));
};

test('[AL-7] an aide who comes after the planned end and calls no more is watched over: her own arrival is no call since', async () => {
  await jusqua('10:20');
  const avant = recus(ANNE).length;
  await tard();
  await jusqua('11:01');
  expect(recus(ANNE).slice(avant)).toContainEqual(expect.stringContaining('départ prévu à 10 h 30 non pointé'));
  const rang = e.operateur.sms.messages.findIndex((m) => m.texte.includes('10 h 30'));
  expect(await lireGarde(ports(), lien(rang))).toMatchObject({ valeur: { etat: 'A_PRENDRE' } });
});

test('[AL-7] come that late, she says the departure that she had forgotten of the visit before: she has not left this one', async () => {
  await e.banc.poserAntenne('EST', usager('U3', { telephones: ['+33199000013'] }));
  await e.banc.pointer(pointage('A', '2026-11-28 08:30', { id: 'z', usagerId: 'U3' }));
  await tard();
  await e.banc.pointer(pointage('D', '2026-11-28 10:37', { id: 'b', usagerId: 'U3' }));
  await jusqua('11:01');
  expect(recus(ANNE)).toContainEqual(expect.stringContaining('départ prévu à 10 h 30 non pointé'));
});

test('[AL-7] come that late, then she calls from her next home: she is not said to be alone', async () => {
  await tard();
  await e.banc.poserAntenne('SUD', usager('U2', { antenne: 'SUD' }));
  await e.banc.pointer(pointage('A', '2026-11-28 10:50', { id: 'b', usagerId: 'U2' }));
  await jusqua('11:30');
  expect(recus(ANNE).filter((t) => t.includes('10 h 30'))).toEqual([]);
});

test('[AL-7] a departure from a withheld number waits for its usager: it ends that of the visit, before it is told or after', async () => {
  await sansDepart();
  await e.banc.pointer(masque('D', '10:57'));
  await jusqua('11:50');
  expect(e.operateur.sms.messages).toEqual([]);
});

test('[AL-7] an arrival from a withheld number before the planned end, as she comes to her next home: she has left', async () => {
  await sansDepart();
  await e.banc.pointer(masque('A', '10:50'));
  await jusqua('11:50');
  expect(e.operateur.sms.messages).toEqual([]);
});

test('[AL-7] [AP-10] of a couple, that arrival may be at the other’s, and one as she comes may be said twice: she has not left', async () => {
  await sansDepart();
  await e.banc.poserAntenne('EST', usager('U2', { telephones: ['+33199000011'] }));
  await e.banc.pointer(masque('A', '10:02'), masque('A', '10:40'));
  await jusqua('11:31');
  expect(recus(ANNE)).toEqual([expect.stringContaining('départ prévu à 11 h 00 non pointé')]);
});

test('[AL-7] told, then her departure comes from a withheld number: who was told is told so', async () => {
  await sansDepart();
  // That of the visit before, as she comes to this one, says nothing of it.
  await e.banc.pointer(masque('D', '10:03'));
  await jusqua('11:31');
  expect(recus(ANNE)).toHaveLength(1);
  await e.banc.pointer(masque('D', '11:33'));
  await jusqua('11:50');
  expect(recus(ANNE).slice(1)).toEqual([
    "Terminé. Est, départ prévu à 11 h 00, usager J. M. : l'aide a appelé à 11 h 33, usager à préciser.",
  ]);
  expect(recus(BRUNO)).toEqual([]);
  expect(await lireGarde(ports(), lien(0))).toMatchObject({ valeur: { etat: 'FINI', certain: true } });
});

test('[AL-7] an arrival from a withheld number is said with the visit that has not begun, and once it is said no more', async () => {
  await e.banc.pointer(masque('A', '10:02'), masque('A', '08:40'));
  await jusqua('10:16');
  expect(recus(ANNE)).toEqual([DIT.replace('. Je', '. Elle a appelé à 10 h 02, usager à préciser. Je')]);
  await e.banc.poserAntenne('EST', visite('V', '2026-11-28 18:00', '2026-11-28 19:00'));
  await jusqua('10:20');
  expect(recus(ANNE).slice(1)).toEqual([
    "N'est plus signalé : Est, visite de 10 h 00, usager J. M. L'aide a appelé à 10 h 02, usager à préciser : vérifiez auprès de l'antenne.",
  ]);
  expect(await lireGarde(ports(), lien(0))).toMatchObject({
    valeur: { etat: 'FINI', certain: false, appel: 'L’aide a appelé à 10 h 02, usager à préciser.' },
  });
});
