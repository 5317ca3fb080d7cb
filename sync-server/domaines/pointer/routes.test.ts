import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Antenne } from '#shared/contrats/commun';
import type { Intervenant, Usager } from '#shared/contrats/dossiers/dossiers';
import { idPanne, type Panne, type QuoiPanne } from '#shared/contrats/exploitation/disponibilite';
import { BASE_CENTRALE, baseAntenne, idIntervenant, idUsager } from '#shared/contrats/ids';
import type { Appel, Pointage } from '#shared/contrats/pointages/pointage';
import type { Passage, PassageScelle, ReponsePointer } from '#shared/contrats/pointages/pointer';
import type { Inventaire } from '#shared/contrats/store/inventaire';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { jour, paris, usager } from '#shared/testing/constructeurs';
import { type Banc, type Client, corpsDe, creerCompteDEssai, ouvrirBanc } from '../../http/testing/banc';
import { changer, ecrireTout, sansReponse, supprimerLot } from '../../store/ecrire';
import { lireHistoire } from '../../store/histoire';
import { lirePlage, plageDuType } from '../../store/lire';
import { lireAudit } from '../audit/lire';
import { ecrireParametre } from '../exploitation/parametres/parametres';
import { lireLiensPointer } from './liens';
import { tenirLiensPointer } from './tenir';
import { sceller, secretDe } from './testing/sceller';

const MIDI = paris('2026-11-25 12:00');
let maintenant: Instant = MIDI;
const dans = (minutes: number): Instant => instantDe(epochMs(MIDI) + minutes * 60_000);

const aide = (id: string, codeSvi: string, plus: Partial<Intervenant> = {}): Intervenant => ({
  _id: idIntervenant(id),
  type: 'intervenant',
  id,
  civilite: 'MME',
  nom: 'Diallo',
  prenom: 'Fatou',
  antenne: 'EST',
  codeSvi,
  dateDebut: jour('2026-01-01'),
  vuLe: paris('2026-01-05 06:00'),
  ...plus,
});

let banc: Banc;
let marie: Client;
let paul: Client;
const panne = (quoi: QuoiPanne, debut: Instant, fin?: Instant): Panne => ({
  _id: idPanne(debut, quoi),
  type: 'panne',
  quoi,
  debut,
  ...(fin === undefined ? {} : { fin }),
  sondes: [],
});
const choisir = (antennes: Antenne[], cle: 'pointerSansTelephone' | 'pointerEnPanne' = 'pointerSansTelephone') =>
  ecrireParametre(banc.magasin, () => maintenant, {
    auteur: 'essai',
    cle,
    depuis: jour('2026-11-01'),
    valeur: JSON.stringify(antennes),
  });

beforeAll(async () => {
  banc = await ouvrirBanc({ horloge: () => maintenant });
  const ecrire = (antenne: Antenne, docs: { _id: string }[]) => ecrireTout(banc.magasin, baseAntenne(antenne), docs);
  await ecrire('EST', [
    usager('U1', { nom: 'Martin', prenom: 'Jeanne', codeUsager: '482913' }),
    usager('U2', { codeUsager: '731946' }),
    usager('U3'),
    aide('I1', '10428'),
    aide('I2', '20973'),
    aide('I3', '30561', { dateFin: jour('2026-10-31') }),
  ]);
  await ecrire('SUD', [
    usager('U9', { antennes: [{ antenne: 'SUD', depuis: jour('2026-01-01') }] }),
    aide('I9', '90817', { antenne: 'SUD' }),
  ]);
  await creerCompteDEssai(banc.magasin, 'marie', 'GESTIONNAIRE', ['EST']);
  await creerCompteDEssai(banc.magasin, 'paul', 'GESTIONNAIRE', ['SUD']);
  [marie, paul] = [await banc.connecter('marie'), await banc.connecter('paul')];
  expect((await choisir(['EST'])).ok).toBe(true);
});
afterAll(() => banc.fermer());
beforeEach(() => {
  maintenant = MIDI;
});

const donner = async (genre: string, id: string, qui: Client = marie): Promise<string> => {
  const r = await qui.appeler('POST', `/api/liens-pointer/${genre}/${id}`, { corps: {} });
  expect(r.status).toBe(200);
  return secretDe(((await corpsDe(r)) as { adresse: string }).adresse);
};
const envoyer = async (...passages: PassageScelle[]): Promise<ReponsePointer['sorts']> => {
  const r = await banc.anonyme.appeler('POST', '/api/pointer', {
    corps: { envoi: epochMs(maintenant), passages },
  });
  expect(r.status).toBe(200);
  return ((await r.json()) as ReponsePointer).sorts;
};
const passage = (code: string, plus: Partial<Passage> = {}) => ({
  code,
  sens: 'ARRIVEE' as const,
  appui: epochMs(maintenant),
  ecart: 0,
  ...plus,
});
const lire = <T>(type: string): Promise<T[]> =>
  lirePlage<T & { _id: string }>(banc.magasin, 'tg-pointages-2026', plageDuType(type));
const pointages = () => lire<Pointage>('pointage');
const appels = () => lire<Appel>('appel');
const finDe = (s: PassageScelle) => `pointer-${s.lien.slice(0, 16)}-${s.id}`;
const pointageDe = async (s: PassageScelle) => (await pointages()).filter((p) => p.id === finDe(s));
const appelDe = async (s: PassageScelle) => (await appels()).filter((p) => p.id === finDe(s));

describe('a punch without a telephone', () => {
  test('[PT-9] by the sheet of the home: her code, and it is stored before it is said, once, whatever is sent again', async () => {
    const feuille = await donner('usager', 'U1');
    const s = sceller(feuille, passage('10428', { appui: epochMs(dans(-30)) }));
    const dit = [{ id: s.id, sort: 'ENREGISTRE', sens: 'ARRIVEE', instant: dans(-30) }];
    expect(await envoyer(s)).toEqual(dit);
    maintenant = dans(90);
    expect(await envoyer(s)).toEqual(dit);
    expect(await Promise.all([envoyer(s), envoyer(s)])).toEqual([dit, dit]);
    expect(await pointageDe(s)).toMatchObject([
      { source: 'QR', usagerId: 'U1', intervenantId: 'I1', instant: dans(-30), recuLe: MIDI, sens: 'ARRIVEE' },
    ]);
    expect((await pointageDe(s))[0]).not.toHaveProperty('horlogeDouteuse');
  });

  test('[PT-9] which life of the data answers is told with what became of them, and with the hour: restored, it is another', async () => {
    const feuille = await donner('usager', 'U1');
    const s = sceller(feuille, passage('10428', { appui: epochMs(dans(-20)) }));
    const r = await banc.anonyme.appeler('POST', '/api/pointer', {
      corps: { envoi: epochMs(maintenant), passages: [s] },
    });
    const histoire = await lireHistoire(banc.magasin);
    expect(await r.json()).toMatchObject({ histoire, sorts: [{ id: s.id, sort: 'ENREGISTRE' }] });
    const heure = async () =>
      ((await corpsDe(await banc.anonyme.appeler('GET', '/api/pointer/heure'))) as { histoire?: string }).histoire;
    await expect.poll(heure).toBe(histoire);
  });

  test('[PT-9] lost by a restoration, with its trace: sent again within three days, it is the punch that it was', async () => {
    const feuille = await donner('usager', 'U1');
    const s = sceller(feuille, passage('10428', { appui: epochMs(dans(-10)) }));
    const dit = [{ id: s.id, sort: 'ENREGISTRE', sens: 'ARRIVEE', instant: dans(-10) }];
    expect(await envoyer(s)).toEqual(dit);
    const perdre = async (base: string, id: string): Promise<void> => {
      const docs = await lirePlage<object>(banc.magasin, base, { debut: id, fin: `${id};` });
      expect(await supprimerLot(banc.magasin, base, docs)).toBe(1);
    };
    const [{ _id } = { _id: '' }] = (await pointageDe(s)) as { _id: string }[];
    await perdre('tg-pointages-2026', _id);
    await perdre(BASE_CENTRALE, `passage-pointer:${s.lien}:${s.id}`);
    maintenant = dans(2 * 24 * 60);
    expect(await envoyer(s)).toEqual(dit);
    expect(await pointageDe(s)).toMatchObject([{ _id, instant: dans(-10), usagerId: 'U1', intervenantId: 'I1' }]);
  });

  test('[PT-9] by her own link: the code of the home if she has it, else it waits; never the code of another', async () => {
    const lien = await donner('intervenant', 'I1');
    const [avec, sans, faux] = [
      sceller(lien, passage('10428', { usager: '731946' })),
      sceller(lien, passage('10428', { sens: 'DEPART' })),
      sceller(lien, passage('20973', { usager: '731946' })),
    ];
    expect(await envoyer(avec, sans, faux)).toMatchObject([
      { sort: 'ENREGISTRE' },
      { sort: 'ENREGISTRE', aPreciser: true },
      { sort: 'REFUSE', message: expect.stringContaining('code') },
    ]);
    expect(await pointageDe(avec)).toMatchObject([{ source: 'LIEN', usagerId: 'U2', intervenantId: 'I1' }]);
    expect((await pointageDe(sans))[0]).not.toHaveProperty('usagerId');
    expect(await appelDe(faux)).toMatchObject([{ issue: 'CODE_ERRONE', intervenantId: 'I1', source: 'LIEN' }]);
    expect(await pointageDe(faux)).toEqual([]);
  });

  test('[PT-9] chosen for outages only: taken where calls were not, whenever it is sent; refused before and after, and kept', async () => {
    await choisir([]);
    await choisir(['EST'], 'pointerEnPanne');
    try {
      const feuille = await donner('usager', 'U1');
      const a = (min: number) => sceller(feuille, passage('10428', { appui: epochMs(dans(min)) }));
      const [avant, pendant, apres] = [a(-50), a(-30), a(-5)];
      await ecrireTout(banc.magasin, BASE_CENTRALE, [panne('SVI', dans(-40), dans(-20)), panne('HORLOGE', dans(-60))]);
      expect((await envoyer(avant, pendant, apres)).map((s) => s.sort)).toEqual(['REFUSE', 'ENREGISTRE', 'REFUSE']);
      expect(await appelDe(apres)).toMatchObject([{ issue: 'LIEN_FERME' }]);
      await ecrireTout(banc.magasin, BASE_CENTRALE, [panne('EXTERIEUR', dans(-1))]);
      expect((await envoyer(a(0))).map((s) => s.sort)).toEqual(['ENREGISTRE']);
    } finally {
      await choisir([], 'pointerEnPanne');
      await choisir(['EST']);
    }
  });

  test('[PT-9] sent before the outage is found: kept until it can be known, without a trace; taken then, or refused', async () => {
    await choisir([]);
    await choisir(['EST'], 'pointerEnPanne');
    const sortsDe = async (...s: PassageScelle[]) => (await envoyer(...s)).map((x) => x.sort);
    try {
      const feuille = await donner('usager', 'U2');
      const debut = dans(-120);
      maintenant = instantDe(epochMs(debut) + 40_000);
      const [elle, faux] = [sceller(feuille, passage('10428')), sceller(feuille, passage('99999'))];
      expect(await sortsDe(elle, faux)).toEqual(['PLUS_TARD', 'REFUSE']);
      expect(await appelDe(elle)).toEqual([]);
      expect(await appelDe(faux)).toMatchObject([{ issue: 'CODE_ERRONE' }]);
      maintenant = dans(-118);
      await ecrireTout(banc.magasin, BASE_CENTRALE, [panne('SVI', debut, dans(-117))]);
      expect(await sortsDe(elle)).toEqual(['ENREGISTRE']);
      maintenant = dans(-90);
      const sansPanne = sceller(feuille, passage('10428'));
      expect(await sortsDe(sansPanne)).toEqual(['PLUS_TARD']);
      maintenant = dans(-87);
      expect(await sortsDe(sansPanne)).toEqual(['REFUSE']);
      expect(await appelDe(sansPanne)).toMatchObject([{ issue: 'LIEN_FERME' }]);
    } finally {
      await choisir([], 'pointerEnPanne');
      await choisir(['EST']);
    }
  });

  test('[PT-9] outside the hours that are measured: until the first measures, which say of what came before', async () => {
    await choisir([]);
    await choisir(['EST'], 'pointerEnPanne');
    const sortsDe = async (...s: PassageScelle[]) => (await envoyer(...s)).map((x) => x.sort);
    try {
      const feuille = await donner('usager', 'U2');
      maintenant = paris('2026-11-25 07:00');
      const elle = sceller(feuille, passage('10428'));
      expect(await sortsDe(elle)).toEqual(['PLUS_TARD']);
      maintenant = paris('2026-11-25 08:02');
      expect(await sortsDe(elle)).toEqual(['PLUS_TARD']);
      await ecrireTout(banc.magasin, BASE_CENTRALE, [
        panne('SVI', paris('2026-11-25 08:00'), paris('2026-11-25 08:10')),
      ]);
      expect(await sortsDe(elle)).toEqual(['ENREGISTRE']);
      maintenant = paris('2026-11-24 07:00');
      const sansPanne = sceller(feuille, passage('10428'));
      maintenant = paris('2026-11-24 08:03');
      expect(await sortsDe(sansPanne)).toEqual(['REFUSE']);
    } finally {
      await choisir([], 'pointerEnPanne');
      await choisir(['EST']);
    }
  });

  test('[PT-9] two aides and one sheet within a minute, two telephones at once: all are kept', async () => {
    const feuille = await donner('usager', 'U2');
    const tous = ['10428', '20973', '10428'].map((code) => sceller(feuille, passage(code)));
    const sorts = await Promise.all(tous.map((s) => envoyer(s)));
    expect(sorts.flat().map((s) => s.sort)).toEqual(['ENREGISTRE', 'ENREGISTRE', 'ENREGISTRE']);
    expect((await Promise.all(tous.map(pointageDe))).flat()).toHaveLength(3);
  });

  test('[PT-9, PT-10] clocks: never measured, set to 2019, too old, to come; each with its reason', async () => {
    const feuille = await donner('usager', 'U2');
    const de2019 = epochMs(paris('2019-03-12 08:00'));
    const cas = [
      sceller(feuille, { code: '10428', sens: 'DEPART', appui: epochMs(dans(-5)) }),
      sceller(feuille, passage('10428', { appui: de2019, ecart: epochMs(MIDI) - de2019 })),
      sceller(feuille, passage('10428', { appui: epochMs(dans(-73 * 60)) })),
      sceller(feuille, passage('10428', { appui: epochMs(dans(60)) })),
    ];
    expect((await envoyer(...cas)).map((s) => s.sort)).toEqual(['ENREGISTRE', 'ENREGISTRE', 'REFUSE', 'REFUSE']);
    const [mesuree, ancienne, vieux, futur] = cas as [PassageScelle, PassageScelle, PassageScelle, PassageScelle];
    expect(await pointageDe(mesuree)).toMatchObject([{ horlogeDouteuse: true, instant: dans(-5) }]);
    // Sent by a clock that says 2026: it was set since.
    expect(await pointageDe(ancienne)).toMatchObject([{ horlogeDouteuse: true, instant: MIDI }]);
    expect(await appelDe(vieux)).toMatchObject([
      { issue: 'TROP_ANCIEN', instant: MIDI, heureDite: dans(-73 * 60), sens: 'ARRIVEE', usagerId: 'U2' },
    ]);
    expect(await appelDe(futur)).toMatchObject([{ issue: 'FUTUR', heureDite: dans(60) }]);
  });

  test('[PT-4] the code of an aide who left is no code; what she did when she was there still counts', async () => {
    const feuille = await donner('usager', 'U2');
    const s = sceller(feuille, passage('30561'));
    expect(await envoyer(s)).toMatchObject([{ sort: 'REFUSE' }]);
    expect(await appelDe(s)).toMatchObject([{ issue: 'CODE_ERRONE', usagerId: 'U2' }]);
  });

  test('[PT-4] her last evening ends after midnight: her code, and her own link, are good until noon of the day after', async () => {
    await ecrireTout(banc.magasin, baseAntenne('EST'), [aide('I4', '40712', { dateFin: jour('2026-11-24') })]);
    const [feuille, lien] = [await donner('usager', 'U2'), await donner('intervenant', 'I4')];
    const partir = async () => {
      const siens = [feuille, lien].map((l) => sceller(l, passage('40712', { sens: 'DEPART' })));
      return (await envoyer(...siens)).map((s) => s.sort);
    };
    maintenant = paris('2026-11-25 00:30');
    expect(await tenirLiensPointer(banc.magasin, maintenant)).toBe(0);
    expect(await partir()).toEqual(['ENREGISTRE', 'ENREGISTRE']);
    maintenant = MIDI;
    expect(await partir()).toEqual(['REFUSE', 'REFUSE']);
  });

  test('[PT-4] [PT-10] what an aide keyed on her last evening counts for 72 hours, by a sheet and by her own link, which then goes', async () => {
    await ecrireTout(banc.magasin, baseAntenne('EST'), [aide('I5', '50713', { dateFin: jour('2026-11-24') })]);
    const [feuille, lien] = [await donner('usager', 'U2'), await donner('intervenant', 'I5')];
    const nuit = { sens: 'DEPART' as const, appui: epochMs(paris('2026-11-25 00:30')) };
    const siens = [feuille, lien].map((l) => sceller(l, passage('50713', nuit)));
    maintenant = paris('2026-11-27 09:00');
    await tenirLiensPointer(banc.magasin, maintenant);
    expect((await envoyer(...siens)).map((s) => s.sort)).toEqual(['ENREGISTRE', 'ENREGISTRE']);
    const ouvert = async () =>
      (await lireLiensPointer(banc.magasin)).some(
        (l) => l.genre === 'INTERVENANT' && l.intervenantId === 'I5' && l.retireLe === undefined,
      );
    maintenant = paris('2026-11-28 11:59');
    await tenirLiensPointer(banc.magasin, maintenant);
    expect(await ouvert()).toBe(true);
    maintenant = paris('2026-11-28 12:00');
    await tenirLiensPointer(banc.magasin, maintenant);
    expect(await ouvert()).toBe(false);
  });

  test('[PT-10] the link given to an aide before her first day is not taken back meanwhile', async () => {
    await ecrireTout(banc.magasin, baseAntenne('EST'), [aide('I6', '60714', { dateDebut: jour('2026-11-26') })]);
    const lien = await donner('intervenant', 'I6');
    await tenirLiensPointer(banc.magasin, maintenant);
    maintenant = paris('2026-11-26 08:00');
    expect((await envoyer(sceller(lien, passage('60714')))).map((s) => s.sort)).toEqual(['ENREGISTRE']);
  });

  test('[PT-6] each punch is in the inventory of what was received, once, on its day', async () => {
    const notes = await lirePlage<Inventaire>(banc.magasin, 'tg-pointages-2026', plageDuType('inventaire'));
    const recus = notes.flatMap((n) => n.ids ?? []);
    for (const { _id } of await pointages()) expect(recus.filter((x) => x === _id)).toEqual([_id]);
  });
});

describe('what opens nothing', () => {
  test('[PT-10] five wrong codes close the sheet, even between right ones or all at once; the right one then waits for a new sheet', async () => {
    const feuille = await donner('usager', 'U3');
    const essais = Array.from({ length: 12 }, (_, n) => sceller(feuille, passage(n === 3 ? '10428' : `0000${n % 10}`)));
    await Promise.all(essais.map((s) => envoyer(s)));
    const issues = (await Promise.all(essais.map(appelDe))).flat().map((a) => a.issue);
    expect(issues.filter((i) => i === 'CODE_ERRONE')).toHaveLength(5);
    const apres = sceller(feuille, passage('10428'));
    expect(await envoyer(apres)).toMatchObject([{ sort: 'REFUSE' }]);
    expect(await appelDe(apres)).toMatchObject([{ issue: 'LIEN_FERME', usagerId: 'U3' }]);
    const lu = await corpsDe(await marie.appeler('GET', '/api/liens-pointer/usager/U3'));
    expect(lu).toMatchObject({ permis: true, lien: { fermeLe: MIDI } });
    const { entrees } = await lireAudit(banc.magasin, { action: 'POINTER' });
    expect(entrees.map((e) => e.objet)).toContain('fermer usager U3');
    const neuve = sceller(await donner('usager', 'U3'), passage('10428'));
    expect(await envoyer(neuve)).toMatchObject([{ sort: 'ENREGISTRE' }]);
  });

  test('[PT-10] the wrong codes of a day ago no longer count', async () => {
    const feuille = await donner('usager', 'U3');
    for (let n = 0; n < 6; n += 1) {
      maintenant = dans(n * 7 * 60);
      expect(await envoyer(sceller(feuille, passage(`0000${n}`)))).toMatchObject([{ sort: 'REFUSE' }]);
    }
    expect(await envoyer(sceller(feuille, passage('10428')))).toMatchObject([{ sort: 'ENREGISTRE' }]);
  });

  test('[PT-10] a sheet that was renewed or taken back makes no punch: what it says is kept, for a person', async () => {
    const vieille = await donner('usager', 'U2');
    const neuve = await donner('usager', 'U2');
    const s = sceller(vieille, passage('10428', { appui: epochMs(dans(-60)) }));
    expect(await envoyer(s)).toMatchObject([{ sort: 'REFUSE' }]);
    expect(await appelDe(s)).toMatchObject([{ issue: 'LIEN_FERME' }]);
    expect((await marie.appeler('DELETE', '/api/liens-pointer/usager/U2')).status).toBe(200);
    expect(await envoyer(sceller(neuve, passage('10428')))).toMatchObject([{ sort: 'REFUSE' }]);
  });

  test('[PT-10] without the secret, nothing: neither another key, nor the proof of another, nor a seal moved; nothing is left', async () => {
    const [un, deux] = [await donner('usager', 'U1'), await donner('usager', 'U2')];
    const bon = sceller(un, passage('10428'));
    const avant = (await pointages()).length + (await appels()).length;
    const essais = [
      { ...bon, lien: sceller(deux, passage('10428')).lien },
      { ...bon, id: 'A'.repeat(22) },
      { ...bon, scelle: `${bon.scelle.slice(0, -2)}AA` },
      sceller(un, passage('10428'), { cle: 'A'.repeat(43) }),
      // Who reads the database has the key, and a hash of the proof.
      sceller(un, { ...passage('10428'), preuve: 'A'.repeat(43) }),
      sceller('A'.repeat(22), passage('10428')),
    ];
    for (const s of essais) expect(await envoyer(s)).toMatchObject([{ sort: 'REFUSE', message: expect.any(String) }]);
    expect((await pointages()).length + (await appels()).length).toBe(avant);
  });

  test('[PT-9] no answer names anybody', async () => {
    const feuille = await donner('usager', 'U1');
    const texte = JSON.stringify(await envoyer(sceller(feuille, passage('10428')), sceller(feuille, passage('99999'))));
    // As words: the ids that telephones draw may hold any two letters.
    expect(texte).not.toMatch(/\b(?:Martin|Jeanne|Diallo|Fatou|U1|I1|EST)\b/);
  });

  test('[PT-10] who sends too much by one link waits; nothing is lost', async () => {
    const feuille = await donner('usager', 'U1');
    const tous = Array.from({ length: 45 }, () => sceller(feuille, passage('10428')));
    const sorts = [];
    for (let n = 0; n < 45; n += 15) sorts.push(...(await envoyer(...tous.slice(n, n + 15))));
    expect(sorts.filter((s) => s.sort === 'PLUS_TARD').length).toBe(5);
    maintenant = dans(16);
    expect((await envoyer(...tous.slice(40))).map((s) => s.sort)).toEqual(Array(5).fill('ENREGISTRE'));
  });
});

describe('the antenna', () => {
  test('[PT-9] that has not chosen it gives nothing; one that chooses no more makes failed calls of what comes', async () => {
    const r = await paul.appeler('POST', '/api/liens-pointer/usager/U9', { corps: {} });
    expect([r.status, (await corpsDe(r)).code]).toEqual([400, 'POINTER_NON_OUVERT']);
    const feuille = await donner('usager', 'U1');
    await choisir([]);
    maintenant = dans(1);
    const s = sceller(feuille, passage('10428'));
    expect(await envoyer(s)).toMatchObject([{ sort: 'REFUSE' }]);
    expect(await appelDe(s)).toMatchObject([{ issue: 'LIEN_FERME' }]);
    await choisir(['EST']);
  });

  test('[PT-9] gives its own alone: a home or an aide of another is as unknown as nobody', async () => {
    for (const [methode, qui] of [
      ['GET', 'usager/U9'],
      ['POST', 'usager/U9'],
      ['DELETE', 'intervenant/I9'],
      ['POST', 'usager/PERSONNE'],
    ] as const) {
      const r = await marie.appeler(methode, `/api/liens-pointer/${qui}`, methode === 'POST' ? { corps: {} } : {});
      expect([r.status, (await corpsDe(r)).code]).toEqual([403, 'ANTENNE']);
    }
    const lot = { antenne: 'SUD', usagers: ['U9'] };
    expect((await marie.appeler('POST', '/api/liens-pointer/feuilles', { corps: lot })).status).toBe(403);
  });

  test('[PT-9] sheets in a batch: for those who have none that opens; the others keep theirs', async () => {
    const gardee = await donner('usager', 'U1');
    await marie.appeler('DELETE', '/api/liens-pointer/usager/U2');
    const lot = { antenne: 'EST', usagers: ['U1', 'U2', 'U2', 'U9'] };
    const r = await marie.appeler('POST', '/api/liens-pointer/feuilles', { corps: lot });
    const { feuilles, ...reste } = (await corpsDe(r)) as { feuilles: { usagerId: string; adresse: string }[] };
    expect(reste).toEqual({ dejaPourvus: 1, horsAntenne: 1 });
    expect(feuilles.map((f) => f.usagerId)).toEqual(['U2']);
    const [s] = await envoyer(sceller(secretDe(feuilles[0]?.adresse ?? ''), passage('20973')));
    expect(s?.sort).toBe('ENREGISTRE');
    maintenant = dans(20);
    expect(await envoyer(sceller(gardee, passage('20973')))).toMatchObject([{ sort: 'ENREGISTRE' }]);
  });

  test.each([
    ['her account is closed', 'POST', '/actes', { acte: 'DESACTIVER' }],
    [
      'she goes to another antenna',
      'PUT',
      '',
      { nom: 'Nadia', role: 'GESTIONNAIRE', antennes: ['SUD'], responsable: false, courriel: '' },
    ],
  ])(
    '[PT-10] what a manager gave and nobody has used opens nothing once %s; the sheets of homes stay',
    async (quoi, methode, fin, corps) => {
      const identifiant = `nadia-${quoi.length}`;
      await creerCompteDEssai(banc.magasin, identifiant, 'GESTIONNAIRE', ['EST']);
      const chef = `chef-${quoi.length}`;
      await creerCompteDEssai(banc.magasin, chef, 'ADMINISTRATEUR', []);
      const [nadia, admin] = [await banc.connecter(identifiant), await banc.connecter(chef)];
      const feuille = await donner('usager', 'U2', nadia);
      expect(await envoyer(sceller(feuille, passage('10428')))).toMatchObject([{ sort: 'ENREGISTRE' }]);
      await donner('intervenant', 'I2', nadia);
      expect((await admin.appeler(methode, `/api/comptes/${identifiant}${fin}`, { corps })).status).toBe(200);
      const vu = async (qui: string) => corpsDe(await marie.appeler('GET', `/api/liens-pointer/${qui}`));
      expect(await vu('intervenant/I2')).not.toHaveProperty('lien');
      expect(await vu('usager/U2')).toHaveProperty('lien');
      maintenant = dans(20);
      expect(await envoyer(sceller(feuille, passage('10428')))).toMatchObject([{ sort: 'ENREGISTRE' }]);
      const { entrees } = await lireAudit(banc.magasin, { action: 'POINTER', auteur: chef });
      expect(entrees.map((e) => e.objet)).toEqual(['retirer intervenant I2']);
    },
  );

  test('[PT-9] who is missing from one day’s file is punched for as before: by the sheet, and by her code on an aide’s page', async () => {
    const [feuille, lien] = [await donner('usager', 'U2'), await donner('intervenant', 'I1')];
    const manquer = (absentDepuis?: string) =>
      changer<Usager>(banc.magasin, baseAntenne('EST'), idUsager('U2'), ({ absentDepuis: _, ...u }) => ({
        ...u,
        ...(absentDepuis === undefined ? {} : { absentDepuis: jour(absentDepuis) }),
      }));
    sansReponse(await manquer('2026-11-25'));
    const parLien = sceller(lien, passage('10428', { usager: '731946' }));
    expect(await envoyer(sceller(feuille, passage('10428')), parLien)).toMatchObject([
      { sort: 'ENREGISTRE' },
      { sort: 'ENREGISTRE' },
    ]);
    expect(await pointageDe(parLien)).toMatchObject([{ usagerId: 'U2' }]);
    sansReponse(await manquer('2026-09-25'));
    const tard = sceller(lien, passage('10428', { usager: '731946' }));
    await envoyer(tard);
    expect((await pointageDe(tard))[0]).not.toHaveProperty('usagerId');
    sansReponse(await manquer());
  });

  test('[PT-10] a usager who is gone for good takes the sheet along, and what has served is deleted', async () => {
    const feuille = await donner('usager', 'U3');
    sansReponse(
      await changer(banc.magasin, baseAntenne('EST'), idUsager('U3'), (u) => ({
        ...u,
        absentDepuis: jour('2026-09-25'),
      })),
    );
    const s = sceller(feuille, passage('10428'));
    expect(await envoyer(s)).toMatchObject([{ sort: 'REFUSE' }]);
    expect(await tenirLiensPointer(banc.magasin, maintenant)).toBeGreaterThan(0);
    const apres = await corpsDe(await marie.appeler('GET', '/api/liens-pointer/usager/U3'));
    expect(apres).not.toHaveProperty('lien');
    maintenant = dans(14 * 24 * 60);
    await tenirLiensPointer(banc.magasin, maintenant);
    expect(await lirePlage(banc.magasin, BASE_CENTRALE, plageDuType('passage-pointer'))).toEqual([]);
    expect(await pointages()).not.toEqual([]);
  });
});
