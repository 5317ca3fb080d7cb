import { expect, test } from 'vitest';
import type { MessageAstreinte } from '#shared/contrats/exploitation/message-astreinte';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { paris, pointage, visite } from '#shared/testing/constructeurs';
import { lireGarde, prendreGarde } from '../../sync-server/domaines/astreinte/accuser';
import { lirePlage, plageDuType } from '../../sync-server/store/lire';
import { ANNE, BRUNO, LENDEMAIN, masque, monterAstreinte } from './banc';

// The link of a message: who takes it, what it opens.

const { e, demarrer, ports, jusqua, recus, lien, taire, laisserParler } = monterAstreinte();

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
  e.maintenant = paris('2026-11-28 10:20');
  expect(await prendreGarde(ports(), jeton)).toMatchObject({ valeur: { etat: 'PRIS', par: 'VOUS', le: e.maintenant } });
  const acquittements = await lirePlage(e.banc.magasin, 'tg-antenne-est', plageDuType('acquittement'));
  expect(acquittements).toMatchObject([{ auteur: 'ANNE Garde (astreinte)', alerteId: expect.stringContaining(':V') }]);
  await jusqua('11:30');
  expect(await prendreGarde(ports(), jeton)).toMatchObject({ valeur: { par: 'VOUS', le: paris('2026-11-28 10:20') } });
  expect(recus(BRUNO)).toEqual([]);
  expect(await lirePlage(e.banc.magasin, 'tg-antenne-est', plageDuType('acquittement'))).toHaveLength(1);
  const audit = await lirePlage<{ entrees: { objet: string }[] }>(e.banc.magasin, BASE_CENTRALE, plageDuType('audit'));
  const gestes = audit.flatMap((a) => a.entrees.map((e) => e.objet.split(' ')[0]));
  expect(gestes).toEqual(['ajouter', 'ajouter', 'message', 'accuser']);
});

test('[AL-7] told, then its aide calls from a withheld number: the page of the link says so, before she takes it and after', async () => {
  await jusqua('10:16');
  expect(await lireGarde(ports(), lien(0))).not.toHaveProperty('valeur.appel');
  await e.banc.pointer(masque('A', '10:20'));
  await jusqua('10:25');
  const appel = 'L’aide a appelé à 10 h 20, usager à préciser.';
  expect(await lireGarde(ports(), lien(0))).toMatchObject({ valeur: { etat: 'A_PRENDRE', appel } });
  expect(await prendreGarde(ports(), lien(0))).toMatchObject({ valeur: { etat: 'PRIS', par: 'VOUS', appel } });
});

test('[AL-7] held over the night, a message says in the morning the call that came meanwhile', async () => {
  taire();
  await e.banc.poserAntenne('EST', visite('S', '2026-11-28 20:13', '2026-11-28 21:00'));
  await e.banc.pointer(pointage('A', '2026-11-28 10:00', { id: 'a' }), pointage('D', '2026-11-28 11:00', { id: 'd' }));
  e.maintenant = paris('2026-11-28 20:29');
  await jusqua('20:31');
  await e.banc.pointer(masque('A', '20:33'));
  laisserParler();
  e.maintenant = LENDEMAIN;
  await e.astreinte.minute();
  expect(recus(ANNE)).toEqual([
    expect.stringMatching(/du 28\/11 à 20 h 13 .* Elle a appelé à 20 h 33, usager à préciser\./),
  ]);
});

test('[AL-7] taken by the link as the service dies: who took it is in the audit log once it is back', async () => {
  await jusqua('10:16');
  const [m] = await lirePlage<MessageAstreinte>(e.banc.magasin, BASE_CENTRALE, plageDuType('message-astreinte'));
  if (!m) throw new Error('un message');
  const id = `astreinte-${m._id.split(':')[2]}`;
  await e.banc.poserAntenne('EST', {
    ...{ _id: `acquittement:${m.depuis}:${id}`, type: 'acquittement', id, date: m.depuis, antenne: 'EST' },
    ...{ auteur: 'ANNE Garde (astreinte)', instant: e.maintenant, poste: 'astreinte', alerteId: m.alerteId },
  });
  await jusqua('10:18', demarrer());
  const audit = await lirePlage<{ entrees: { objet: string }[] }>(e.banc.magasin, BASE_CENTRALE, plageDuType('audit'));
  const accuses = audit.flatMap((a) => a.entrees.filter((e) => e.objet.startsWith('accuser')));
  expect(accuses).toMatchObject([{ objet: `accuser ${m._id}` }]);
});

test('[AL-7] a false, spoilt or expired link opens nothing, in the same words', async () => {
  await jusqua('10:16');
  const jeton = lien(0);
  expect(await lireGarde(ports(), jeton)).toMatchObject({ valeur: { etat: 'A_PRENDRE' } });
  const faux = [
    `${jeton.slice(0, -1)}${jeton.endsWith('A') ? 'B' : 'A'}`,
    jeton.slice(1),
    '',
    `269999${jeton.slice(6)}`,
  ];
  for (const j of faux) expect(await prendreGarde(ports(), j)).toMatchObject({ refus: { code: 'LIEN_ASTREINTE' } });
  e.maintenant = paris('2026-11-28 22:16');
  expect(await lireGarde(ports(), jeton)).toMatchObject({ refus: { code: 'LIEN_ASTREINTE' } });
});
