import { describe, expect, test } from 'vitest';
import type { Alerte } from '#shared/contrats/exploitation/alerte';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { alerteSilence } from '#shared/domain/alerte/alertes';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { epochMs, instantDe } from '#shared/temps/paris';
import { jour, paris, usager } from '#shared/testing/constructeurs';
import { lireGarde, prendreGarde } from '../../sync-server/domaines/astreinte/accuser';
import type { Astreinte } from '../../sync-server/domaines/astreinte/veiller';
import { lirePlage, plageDuType } from '../../sync-server/store/lire';
import { entourer } from '../../sync-server/store/testing/entourer';
import { ANNE, BRUNO, monterAstreinte } from './banc';

// [AL-8] The silence of the telephone, and what is told once it is over.

const { e, demarrer, ports, jusqua, recus, lien, taire, laisserParler } = monterAstreinte();

test('[AL-7, AL-8] the silence of the telephone is told once, not once an antenna; taken, it is seen by all of them', async () => {
  const genre = 'TELEPHONE_MUET';
  const muet = { type: 'alerte', genre, depuis: jour('2026-11-28'), instant: paris('2026-11-28 09:00') };
  const alerte = { _id: `alerte:2026-11-28:${genre}:telephone`, ...muet, appels: { recus: 0, attendus: 20 } };
  for (const a of codesAntennes()) await e.banc.poserAntenne(a, alerte);
  const seule = demarrer({ alertes: false });
  await jusqua('09:40', seule);
  expect(e.operateur.sms.messages.map((m) => m.vers)).toEqual(['33612340001']);
  expect(recus(ANNE)[0]).toMatch(/^Téléphone silencieux depuis 9 h 00/);
  const vert = {
    cle: 'numeroVert',
    depuis: jour('2026-01-01'),
    valeur: '+33805123456',
    auteur: 'x',
    instant: e.maintenant,
  };
  await e.banc.poser(BASE_CENTRALE, { _id: 'parametre:numeroVert:2026-01-01', type: 'parametre', ...vert });
  expect(await lireGarde(ports(), lien(0))).toMatchObject({
    valeur: { etat: 'A_PRENDRE', appeler: [{ qui: 'NUMERO_VERT', numero: '+33805123456' }] },
  });
  expect(await prendreGarde(ports(), lien(0))).toMatchObject({ valeur: { etat: 'PRIS' } });
  for (const a of codesAntennes())
    expect(await lirePlage(e.banc.magasin, baseAntenne(a), plageDuType('acquittement'))).toHaveLength(1);
  await jusqua('10:00', seule);
  expect(e.operateur.sms.messages).toHaveLength(1);
});

test('[AL-7, AL-8] by mail, the silence of the telephone is of no antenna', async () => {
  await e.banc.poserAntenne('CENTRE', silence('09:00'));
  await jusqua('09:40', demarrer({ alertes: false, sms: false }));
  expect(e.courriels.map((c) => c.sujet)).toEqual(['Astreinte : téléphone silencieux']);
});

test('[AL-7, AL-8] a second silence of the same day is another: taken and over the first time, it is told again', async () => {
  const seule = demarrer({ alertes: false });
  const dire = async (h: string): Promise<string> => {
    e.maintenant = paris(`2026-11-28 ${h}`);
    const alerte = alerteSilence(instantDe(epochMs(e.maintenant) - 30 * 60_000), { recus: 0, attendus: 20 });
    for (const a of codesAntennes()) await e.banc.poserAntenne(a, alerte);
    await seule.minute();
    return alerte._id;
  };
  const premier = await dire('10:00');
  expect(await prendreGarde(ports(), lien(0))).toMatchObject({ valeur: { etat: 'PRIS' } });
  for (const a of codesAntennes()) await e.banc.retirer(baseAntenne(a), premier);
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

/** Visits that nobody could punch in a silence: those of Est, then those of Sud, ten minutes apart. */
const manquees = async (n: number): Promise<{ antenne: 'EST' | 'SUD'; alerte: Alerte }[]> => {
  await e.banc.poserAntenne('SUD', usager('U2', { prenom: 'Paul', nom: 'Petit', antenne: 'SUD' }));
  const posees = Array.from({ length: n }, (_, k) => {
    const antenne = k < 4 ? ('EST' as const) : ('SUD' as const);
    const instant = instantDe(epochMs(paris('2026-11-28 09:00')) + k * 600_000);
    const [genre, sujet] = ['VISITE_NON_COMMENCEE', `W${k}`] as const;
    const alerte: Alerte = {
      ...{ _id: `alerte:2026-11-28:${genre}:${sujet}`, type: 'alerte', genre, depuis: jour('2026-11-28'), instant },
      ...{ usagerId: antenne === 'EST' ? 'U1' : 'U2', interventionId: sujet },
    };
    return { antenne, alerte };
  });
  for (const { antenne, alerte } of posees) await e.banc.poserAntenne(antenne, alerte);
  return posees;
};
const SEPT =
  "7 visites non commencées, de 9 h 00 à 10 h 00 (Est 4, Sud 3). La liste et les numéros sont dans le lien. Je m'en occupe : LIEN";

describe('after a long silence', () => {
  let seule: Astreinte;
  const apresSilence = async (n: number): ReturnType<typeof manquees> => {
    seule = demarrer({ alertes: false });
    await e.banc.poserAntenne('CENTRE', silence('09:00'));
    const posees = await manquees(n);
    await jusqua('10:29', seule);
    expect(recus(ANNE).filter((t) => t.includes('visite'))).toEqual([]);
    await e.banc.retirer(baseAntenne('CENTRE'), silence('09:00')._id);
    return posees;
  };
  const visites = (numero: string): string[] => recus(numero).filter((t) => t.includes('visite'));

  test('[AL-7, AL-8] seven visits that nobody could punch are one message to each person and turn, then one end', async () => {
    const posees = await apresSilence(7);
    await jusqua('10:31', seule);
    expect([visites(ANNE), visites(BRUNO)]).toEqual([[SEPT], []]);
    expect(seule.etat()).toMatchObject({ sansAccuse: 7 });
    // A service that starts again, and two at once: nothing more.
    await Promise.all([jusqua('10:40', seule), demarrer({ alertes: false }).minute()]);
    expect([visites(ANNE), visites(BRUNO)]).toEqual([[SEPT], []]);
    await jusqua('10:45', seule);
    expect([visites(ANNE), visites(BRUNO)]).toEqual([[SEPT], [SEPT]]);
    for (const { antenne, alerte } of posees.slice(1)) await e.banc.retirer(baseAntenne(antenne), alerte._id);
    await jusqua('10:50', seule);
    // One of them still is a fact: nothing is over.
    expect([visites(ANNE), visites(BRUNO)]).toEqual([[SEPT], [SEPT]]);
    await e.banc.retirer(baseAntenne('EST'), posees[0]?.alerte._id ?? '');
    await jusqua('10:55', seule);
    const fin =
      "Ne sont plus signalées : 7 visites, de 9 h 00 à 10 h 00 (Est 4, Sud 3). Rien n'a été pointé pour 7 : vérifiez auprès de l'antenne.";
    expect([visites(ANNE), visites(BRUNO)]).toEqual([
      [SEPT, fin],
      [SEPT, fin],
    ]);
    await jusqua('11:30', seule);
    expect([visites(ANNE).length, visites(BRUNO).length, e.courriels]).toEqual([2, 2, []]);
  });

  test('[AL-7, AL-8] its link says whom to call for each, and takes all those that are left; what is over is none of them', async () => {
    const posees = await apresSilence(7);
    await jusqua('10:31', seule);
    const rang = e.operateur.sms.messages.findIndex((m) => m.texte.startsWith('7 visites'));
    await e.banc.retirer(baseAntenne('EST'), posees[0]?.alerte._id ?? '');
    const ouvert = await lireGarde(ports(), lien(rang));
    expect(ouvert).toMatchObject({
      valeur: { etat: 'A_PRENDRE', quoi: '6 visites non commencées, de 9 h 10 à 10 h 00 (Est 3, Sud 3).' },
    });
    expect(ouvert.ok && ouvert.valeur.etat === 'A_PRENDRE' ? ouvert.valeur.appeler : []).toEqual(
      ['9 h 10', '9 h 20', '9 h 30'].map((h) => ({
        ...{ qui: 'USAGER', initiales: 'J. M.', numero: '+33199000011', visite: `Est, ${h}` },
      })),
    );
    expect(await prendreGarde(ports(), lien(rang))).toMatchObject({ valeur: { etat: 'PRIS', par: 'VOUS' } });
    for (const [a, n] of [
      ['EST', 3],
      ['SUD', 3],
    ] as const)
      expect(await lirePlage(e.banc.magasin, baseAntenne(a), plageDuType('acquittement'))).toHaveLength(n);
    await jusqua('11:30', seule);
    expect(visites(BRUNO)).toEqual([]);
    expect(await lireGarde(ports(), lien(rang))).toMatchObject({ valeur: { etat: 'PRIS', par: 'VOUS' } });
  });

  test('[AL-7, AL-8] an aide has called from a withheld number: their message, its link and the end say so; a pass reads what waits once', async () => {
    const posees = await apresSilence(7);
    for (const { antenne, alerte } of posees.slice(0, 4))
      await e.banc.poserAntenne(antenne, { ...alerte, intervenantId: 'I1' });
    const appel = { id: 'x', pointageId: 'x', sens: 'ARRIVEE', instant: paris('2026-11-28 09:12'), source: 'SVI' };
    await e.banc.poserAntenne('EST', {
      ...{ ...appel, _id: 'attente:2026-11-28:x', type: 'attente', date: jour('2026-11-28'), antenne: 'EST' },
      ...{ recuLe: appel.instant, intervenantId: 'I1', raison: 'USAGER_INCONNU' },
    });
    const { magasin } = e.banc;
    let lues = 0;
    e.banc = {
      ...e.banc,
      magasin: entourer(magasin, (o, faire) => {
        if (o.nom === 'plage' && o.plage?.startsWith('attente:')) lues += 1;
        return faire();
      }),
    };
    try {
      seule = demarrer({ alertes: false });
      await jusqua('10:30', seule);
      expect(visites(ANNE)).toEqual([SEPT.replace('La liste', "L'aide a appelé pour 4, usager à préciser. La liste")]);
      expect(lues).toBe(codesAntennes().length);
      const rang = e.operateur.sms.messages.findIndex((m) => m.texte.startsWith('7 visites'));
      const ouvert = await lireGarde(ports(), lien(rang));
      expect(ouvert).toMatchObject({ valeur: { appel: 'L’aide a appelé pour 4, usager à préciser.' } });
      expect(ouvert.ok && 'appeler' in ouvert.valeur ? ouvert.valeur.appeler[0]?.visite : '').toBe(
        'Est, 9 h 00, l’aide a appelé à 9 h 12',
      );
      for (const { antenne, alerte } of posees) await e.banc.retirer(baseAntenne(antenne), alerte._id);
      lues = 0;
      await jusqua('10:31', seule);
      expect(visites(ANNE)).toHaveLength(2);
      expect(lues).toBeLessThanOrEqual(codesAntennes().length);
    } finally {
      e.banc = { ...e.banc, magasin };
    }
  });

  test.each(['TAIRE', 'PRENDRE_ET_TAIRE'] as const)(
    '[AL-7, AL-8] a service that dies as that message leaves (%s): told once, and not forgotten',
    async (suite) => {
      await apresSilence(7);
      taire(suite);
      await jusqua('10:31', seule);
      laisserParler();
      await jusqua('10:38', demarrer({ alertes: false }));
      expect(visites(ANNE)).toEqual([SEPT]);
    },
  );

  test('[AL-7, AL-8] three are told each by itself, with whom to call', async () => {
    await apresSilence(3);
    await jusqua('10:31', seule);
    expect(visites(ANNE)).toHaveLength(3);
    for (const t of visites(ANNE)) expect(t).toContain('Usager J. M. 01 99 00 00 11');
  });
});
