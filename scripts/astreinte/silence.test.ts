import { expect, test } from 'vitest';
import { CODES_ANTENNES } from '#shared/contrats/commun';
import type { Alerte } from '#shared/contrats/exploitation/alerte';
import { baseAntenne } from '#shared/contrats/ids';
import { alerteSilence } from '#shared/domain/alerte/alertes';
import { epochMs, instantDe } from '#shared/temps/paris';
import { jour, paris } from '#shared/testing/constructeurs';
import { lireGarde, prendreGarde } from '../../sync-server/domaines/astreinte/accuser';
import { lirePlage, plageDuType } from '../../sync-server/store/lire';
import { ANNE, monterAstreinte } from './banc';

// [AL-8] The silence of the telephone, and what is told once it is over.

const { e, demarrer, ports, jusqua, recus, lien } = monterAstreinte();

test('[AL-7, AL-8] the silence of the telephone is told once, not once an antenna; taken, it is seen by all of them', async () => {
  const genre = 'TELEPHONE_MUET';
  const muet = { type: 'alerte', genre, depuis: jour('2026-11-28'), instant: paris('2026-11-28 09:00') };
  const alerte = { _id: `alerte:2026-11-28:${genre}:telephone`, ...muet, appels: { recus: 0, attendus: 20 } };
  for (const a of CODES_ANTENNES) await e.banc.poserAntenne(a, alerte);
  const seule = demarrer({ alertes: false });
  await jusqua('09:40', seule);
  expect(e.operateur.sms.messages.map((m) => m.vers)).toEqual(['33612340001']);
  expect(recus(ANNE)[0]).toMatch(/^Téléphone silencieux depuis 9 h 00/);
  expect(await prendreGarde(ports(), lien(0))).toMatchObject({ valeur: { etat: 'PRIS' } });
  for (const a of CODES_ANTENNES)
    expect(await lirePlage(e.banc.magasin, baseAntenne(a), plageDuType('acquittement'))).toHaveLength(1);
  await jusqua('10:00', seule);
  expect(e.operateur.sms.messages).toHaveLength(1);
});

test('[AL-7, AL-8] a second silence of the same day is another: taken and over the first time, it is told again', async () => {
  const seule = demarrer({ alertes: false });
  const dire = async (h: string): Promise<string> => {
    e.maintenant = paris(`2026-11-28 ${h}`);
    const alerte = alerteSilence(instantDe(epochMs(e.maintenant) - 30 * 60_000), { recus: 0, attendus: 20 });
    for (const a of CODES_ANTENNES) await e.banc.poserAntenne(a, alerte);
    await seule.minute();
    return alerte._id;
  };
  const premier = await dire('10:00');
  expect(await prendreGarde(ports(), lien(0))).toMatchObject({ valeur: { etat: 'PRIS' } });
  for (const a of CODES_ANTENNES) await e.banc.retirer(baseAntenne(a), premier);
  await seule.minute();
  await dire('14:00');
  expect(await lireGarde(ports(), lien(2))).toMatchObject({ valeur: { etat: 'A_PRENDRE' } });
  expect(recus(ANNE).map((t) => t.slice(0, 35))).toEqual([
    'Téléphone silencieux depuis 9 h 30 ',
    'Terminé. Téléphone : les appels rev',
    'Téléphone silencieux depuis 13 h 30',
  ]);
});

const silence = (h: string): Alerte => alerteSilence(paris(`2026-11-28 ${h}`), { recus: 0, attendus: 20 });

test('[AL-7, AL-8] while the telephone is silent no visit is told anew; once it is over, what still is a fact is', async () => {
  const seule = demarrer({ alertes: false });
  const manquee = { genre: 'VISITE_NON_COMMENCEE', usagerId: 'U1', interventionId: 'V' } as const;
  const alerte: Alerte = {
    ...{ _id: 'alerte:2026-11-28:VISITE_NON_COMMENCEE:V', type: 'alerte', depuis: jour('2026-11-28') },
    ...{ instant: paris('2026-11-28 10:00'), ...manquee },
  };
  await e.banc.poserAntenne('CENTRE', silence('09:55'));
  await e.banc.poserAntenne('EST', alerte);
  await jusqua('10:20', seule);
  expect(recus(ANNE)).toEqual([expect.stringMatching(/^Téléphone silencieux/)]);
  expect(seule.etat()).toMatchObject({ sansAccuse: 1 });
  await e.banc.retirer(baseAntenne('CENTRE'), silence('09:55')._id);
  await jusqua('10:21', seule);
  expect(recus(ANNE).slice(1).sort()).toEqual([
    expect.stringContaining('visite de 10 h 00 non commencée'),
    expect.stringMatching(/^Terminé. Téléphone/),
  ]);
});
