import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { mesHeuresSchema } from '#shared/contrats/acces/acces-personnel';
import type { Antenne } from '#shared/contrats/commun';
import type { Note } from '#shared/contrats/corrections/equipe';
import type { Intervenant } from '#shared/contrats/dossiers/dossiers';
import { BASE_CENTRALE, baseAntenne, idIntervenant } from '#shared/contrats/ids';
import { type Instant, minutesSchema } from '#shared/temps/types';
import {
  apparier,
  correction,
  note as faireNote,
  jour,
  paris,
  pointage,
  usager,
  visite,
} from '#shared/testing/constructeurs';
import { type Banc, type Client, corpsDe, creerCompteDEssai, ouvrirBanc } from '../../http/testing/banc';
import { ecrireTout } from '../../store/ecrire';
import { lireCles, lirePlage, plageDuType } from '../../store/lire';
import { entourer } from '../../store/testing/entourer';
import { lireAudit } from '../audit/lire';
import { ecrireParametre } from '../exploitation/parametres/parametres';
import { ouvrirAccesPersonnel, purgerAccesPersonnels, retirerAccesPersonnel } from './liens';

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
const u1 = usager('U1', { nom: 'Martin', prenom: 'Jeanne', codeUsager: '482913' });
const u2 = usager('U2', { antenne: 'SUD', codeUsager: '731946' });

let banc: Banc;
let maintenant: Instant;
let marie: Client;

const poser = (qui: 'PERSONNE' | 'INTERVENANTS' | 'TOUS') =>
  ecrireParametre(banc.magasin, () => maintenant, {
    auteur: 'essai',
    cle: 'accesPersonnel',
    depuis: jour('2026-11-25'),
    valeur: JSON.stringify({ qui, jours: 30 }),
  });

beforeAll(async () => {
  maintenant = paris('2026-11-25 12:00');
  banc = await ouvrirBanc({ horloge: () => maintenant });
  const ecrire = (antenne: Antenne, docs: object[]) =>
    ecrireTout(banc.magasin, baseAntenne(antenne), docs as { _id: string }[]);
  const visites = apparier({
    usagerId: 'U1',
    antenneAu: () => 'EST',
    pointages: [
      pointage('A', '2026-11-10 08:02', { usagerId: 'U1', intervenantId: 'I1', id: 'A1' }),
      pointage('D', '2026-11-10 09:01', { usagerId: 'U1', intervenantId: 'I1', id: 'D1' }),
      pointage('A', '2026-11-11 08:02', { usagerId: 'U1', intervenantId: 'I1', id: 'A2' }),
    ],
    visites: [
      visite('V1', '2026-11-10 08:00', '2026-11-10 09:00', { usagerId: 'U1', intervenantId: 'I1' }),
      visite('V2', '2026-11-11 08:00', '2026-11-11 09:00', { usagerId: 'U1', intervenantId: 'I1' }),
      visite('V3', '2026-11-12 08:00', '2026-11-12 09:00', { usagerId: 'U1', intervenantId: 'I2' }),
    ],
  });
  await ecrire('EST', [u1, aide('I1', '10428'), aide('I2', '20973'), ...visites]);
  await ecrire('SUD', [u2]);
  await creerCompteDEssai(banc.magasin, 'marie', 'GESTIONNAIRE', ['EST']);
  marie = await banc.connecter('marie');
  const r = await poser('TOUS');
  expect(r.ok).toBe(true);
});
afterEach(async () => {
  maintenant = paris('2026-11-25 12:00');
  const base = baseAntenne('EST');
  for (const type of ['note', 'correction']) {
    const docs = await lirePlage<{ _id: string }>(banc.magasin, base, plageDuType(type));
    await ecrireTout(
      banc.magasin,
      base,
      docs.map(({ _id, _rev }) => ({ _id, _rev, _deleted: true })),
    );
  }
});
afterAll(() => banc.fermer());

const donner = async (genre: string, id: string, qui: Client = marie): Promise<string> => {
  const r = await qui.appeler('POST', `/api/acces-personnel/${genre}/${id}`, { corps: {} });
  expect(r.status).toBe(200);
  const { lien } = (await corpsDe(r)) as { lien: string };
  expect(lien).toMatch(/\/mes-heures\/#[\w-]{43}$/);
  return lien.slice(lien.indexOf('#') + 1);
};
const lire = (jeton: string, code: string, mois?: string) =>
  banc.anonyme.appeler('POST', '/api/mes-heures', { corps: { jeton, code, ...(mois ? { mois } : {}) } });
const code = async (r: Response): Promise<string> => String((await corpsDe(r)).code);

describe('what a person without an account reads of herself', () => {
  test('an aide reads her own visits of the month, those of no one else, and their sum', async () => {
    const r = await lire(await donner('intervenant', 'I1'), '10428');
    expect(r.status).toBe(200);
    const mois = mesHeuresSchema.parse(await r.json());
    expect(mois).toMatchObject({ genre: 'INTERVENANT', prenom: 'Fatou', mois: '2026-11', total: 59, incompletes: 1 });
    expect(mois.visites.map((v) => [v.date, v.avec, v.minutes])).toEqual([
      ['2026-11-10', 'Jeanne M.', 59],
      ['2026-11-11', 'Jeanne M.', undefined],
    ]);
  });

  test('[DU-4] minutes that the hours do not show are counted, and said', async () => {
    const c = correction('MINUTES', {
      date: jour('2026-11-10'),
      cible: { genre: 'POINTAGE', id: 'A1' },
      minutes: minutesSchema.parse(15),
      motif: 'ATTENTE_PORTE',
    });
    await ecrireTout(banc.magasin, baseAntenne('EST'), [c]);
    const mois = mesHeuresSchema.parse(await (await lire(await donner('intervenant', 'I1'), '10428')).json());
    expect(mois.visites[0]).toMatchObject({ minutes: 74, complement: 15 });
    expect(mois.visites[1]).not.toHaveProperty('complement');
    expect(mois.total).toBe(74);
  });

  test('a usager reads the visits done, with no way to change one', async () => {
    const jeton = await donner('usager', 'U1');
    const mois = mesHeuresSchema.parse(await (await lire(jeton, '482 913')).json());
    expect(mois.visites.map((v) => [v.date, v.avec])).toEqual([
      ['2026-11-10', 'Fatou D.'],
      ['2026-11-11', 'Fatou D.'],
      ['2026-11-12', 'Fatou D.'],
    ]);
    const corps = { jeton, code: '482913', date: '2026-11-10', objet: mois.visites[0]?.objet, texte: 'non' };
    const r = await banc.anonyme.appeler('POST', '/api/mes-heures/contestations', { corps });
    expect([r.status, await code(r)]).toEqual([400, 'CONTESTATION']);
  });

  test('[CO-1] a visit corrected to be hers is hers, and no longer the other’s', async () => {
    const donnees = correction('DONNEES', {
      date: jour('2026-11-10'),
      cible: { genre: 'POINTAGE', id: 'A1' },
      intervenantId: 'I2',
    });
    await ecrireTout(banc.magasin, baseAntenne('EST'), [donnees]);
    const siennes = mesHeuresSchema.parse(await (await lire(await donner('intervenant', 'I1'), '10428')).json());
    const autres = mesHeuresSchema.parse(await (await lire(await donner('intervenant', 'I2'), '20973')).json());
    expect(siennes.visites.map((v) => v.date)).toEqual(['2026-11-11']);
    expect(autres.visites.map((v) => v.date)).toEqual(['2026-11-10', '2026-11-12']);
  });

  test('a month without visits, and one too old, are answered sensibly', async () => {
    const jeton = await donner('intervenant', 'I1');
    expect(mesHeuresSchema.parse(await (await lire(jeton, '10428', '2026-10')).json())).toMatchObject({
      visites: [],
      total: 0,
    });
    expect(await code(await lire(jeton, '10428', '2025-01'))).toBe('MOIS');
    expect((await lire(jeton, '10428', '2026-13')).status).toBe(400);
  });
});

describe('a contest', () => {
  const contester = async (jeton: string, texte: string, n = 0): Promise<Response> => {
    const mois = mesHeuresSchema.parse(await (await lire(jeton, '10428')).json());
    const v = mois.visites[n];
    const corps = { jeton, code: '10428', date: v?.date, objet: v?.objet, texte };
    return banc.anonyme.appeler('POST', '/api/mes-heures/contestations', { corps });
  };

  const nommer = async (id: string, nom: string): Promise<void> => {
    const [connue] = await lireCles<Intervenant>(banc.magasin, baseAntenne('EST'), [idIntervenant(id)]);
    await ecrireTout(banc.magasin, baseAntenne('EST'), connue ? [{ ...connue, nom }] : []);
  };

  test('is a note on the visit, that the managers have; it changes no hour; once until it is dealt with', async () => {
    const jeton = await donner('intervenant', 'I1');
    expect((await contester(jeton, 'Je suis partie à 9 h 30')).status).toBe(200);
    const [note] = await lirePlage<Note>(banc.magasin, baseAntenne('EST'), plageDuType('note'));
    expect(note).toMatchObject({ objet: { id: 'A1' }, usagerId: 'U1', auteur: 'Fatou DIALLO', date: '2026-11-10' });
    expect(note?.texte).toContain('Je suis partie à 9 h 30');
    const apres = mesHeuresSchema.parse(await (await lire(jeton, '10428')).json());
    expect(apres.total).toBe(59);
    expect(apres.visites[0]?.contestation).toEqual({
      texte: 'Je suis partie à 9 h 30',
      instant: maintenant,
      traitee: false,
    });
    expect(await code(await contester(jeton, 'encore'))).toBe('CONTESTATION');

    // Hers whatever she is called since.
    await nommer('I1', 'KEITA');
    const mariee = mesHeuresSchema.parse(await (await lire(jeton, '10428')).json());
    expect(mariee.visites[0]?.contestation?.traitee).toBe(false);
    expect(await code(await contester(jeton, 'encore'))).toBe('CONTESTATION');
    await nommer('I1', 'Diallo');

    const otee = { ...note, _id: 'note:2026-11-10:N2', id: 'N2', poste: 'P1', auteur: 'marie', efface: note?.id };
    const { _rev, ...efface } = otee as typeof otee & { _rev?: string };
    await ecrireTout(banc.magasin, baseAntenne('EST'), [efface]);
    const traitee = mesHeuresSchema.parse(await (await lire(jeton, '10428')).json());
    expect(traitee.visites[0]?.contestation?.traitee).toBe(true);
    expect((await contester(jeton, 'toujours pas')).status).toBe(200);
  });

  const proposer = (jeton: string, proposees: object, id?: string): Promise<Response> => {
    const objet = { genre: 'POINTAGE', id: 'A2' };
    const corps = { jeton, code: '10428', id, date: '2026-11-11', objet, texte: '', proposees };
    return banc.anonyme.appeler('POST', '/api/mes-heures/contestations', { corps });
  };
  const fin = paris('2026-11-11 09:05');
  const bonne = { fin, motif: 'OUBLI_DEPART' };
  const notes = () => lirePlage<Note>(banc.magasin, baseAntenne('EST'), plageDuType('note'));

  test('[PR-1] [PR-2] of hours is kept once however often it is sent, with its motif, and changes none', async () => {
    const jeton = await donner('intervenant', 'I1');
    const lu = mesHeuresSchema.parse(await (await lire(jeton, '10428')).json());
    expect([lu.proposer?.motifs.includes('OUBLI_DEPART'), lu.visites[1]?.proposable]).toEqual([true, true]);
    const id = '01KB000000000000000000000A';
    for (const _ of [1, 2]) expect((await proposer(jeton, bonne, id)).status).toBe(200);
    expect(await notes()).toMatchObject([
      { id, objet: { id: 'A2' }, antenne: 'EST', intervenantId: 'I1', proposees: bonne, date: '2026-11-11' },
    ]);
    const apres = mesHeuresSchema.parse(await (await lire(jeton, '10428')).json());
    expect(apres).toMatchObject({ total: 59, incompletes: 1 });
    expect(apres.visites[1]?.contestation?.texte.replaceAll('\u00a0', ' ')).toBe('départ 9 h 05, oubli au départ');
    expect(await code(await proposer(jeton, bonne))).toBe('CONTESTATION');
  });

  test('[PR-2] of hours that no correction could give, of a closed month, or an id that is another’s, is refused', async () => {
    const jeton = await donner('intervenant', 'I1');
    expect(await code(await proposer(jeton, { ...bonne, fin: paris('2026-11-11 07:00') }))).toBe('FIN_AVANT_DEBUT');
    expect(await code(await proposer(jeton, { ...bonne, fin: paris('2026-11-26 09:00') }))).toBe('HEURES_LOINTAINES');
    expect(await code(await proposer(jeton, { fin, motif: 'INVENTE' }))).toBe('MOTIF_INCONNU');
    expect((await proposer(jeton, { fin })).status).toBe(400);
    const sienne = '01KB000000000000000000000B';
    await ecrireTout(banc.magasin, baseAntenne('EST'), [faireNote(sienne, jour('2026-11-11'))]);
    expect(await code(await proposer(jeton, bonne, sienne))).toBe('CONTESTATION');
    await ecrireTout(banc.magasin, baseAntenne('EST'), [{ _id: 'cloture:2026-11', type: 'cloture', mois: '2026-11' }]);
    expect(await code(await proposer(jeton, bonne))).toBe('MOIS_CLOS');
    const clos = mesHeuresSchema.parse(await (await lire(jeton, '10428')).json());
    expect(clos.visites.some((v) => v.proposable)).toBe(false);
    // A word still goes.
    expect((await contester(jeton, 'partie à 9 h 05', 1)).status).toBe(200);
    const [cloture] = await lirePlage<{ _id: string }>(banc.magasin, baseAntenne('EST'), plageDuType('cloture'));
    await ecrireTout(banc.magasin, baseAntenne('EST'), [{ ...cloture, _id: 'cloture:2026-11', _deleted: true }]);
  });

  test('[PR-3] refused, she reads why, in a month that is over too; taken over, she reads it', async () => {
    const jeton = await donner('intervenant', 'I1');
    await proposer(jeton, bonne);
    const [mot] = await notes();
    maintenant = paris('2026-12-02 09:00');
    const suite = { objet: mot?.objet, usagerId: 'U1', auteur: 'marie', poste: 'P1', efface: mot?.id };
    const repondre = (id: string, plus: object) =>
      ecrireTout(banc.magasin, baseAntenne('EST'), [
        { ...faireNote(id, jour('2026-12-02'), { instant: maintenant }), ...suite, ...plus },
      ]);
    await repondre('R1', { texte: 'Le cahier dit 9 h', reponse: 'REFUSEE' });
    const lu = async () =>
      mesHeuresSchema.parse(await (await lire(jeton, '10428', '2026-11')).json()).visites[1]?.contestation;
    expect(await lu()).toMatchObject({ traitee: true, issue: 'REFUSEE', reponse: 'Le cahier dit 9 h' });
    maintenant = paris('2026-12-02 09:05');
    await repondre('R2', { texte: '', reponse: 'REPRISE' });
    expect(await lu()).toMatchObject({ traitee: true, issue: 'REPRISE' });
  });

  test('[PR-2] twenty words a day, answered or not', async () => {
    const jeton = await donner('intervenant', 'I1');
    const dites = Array.from({ length: 20 }, (_, n) =>
      faireNote(`M${n}`, jour('2026-11-10'), { intervenantId: 'I1', instant: maintenant }),
    );
    const suites = dites.map((d) => faireNote(`S${d.id}`, d.date, { efface: d.id, instant: maintenant }));
    await ecrireTout(banc.magasin, baseAntenne('EST'), [...dites, ...suites]);
    expect(await code(await proposer(jeton, bonne))).toBe('CONTESTATION');
    maintenant = paris('2026-11-26 12:00');
    expect((await proposer(jeton, bonne)).status).toBe(200);
  });

  test('of a visit that is not hers, or without a word, is refused', async () => {
    const jeton = await donner('intervenant', 'I1');
    expect((await contester(jeton, '   ')).status).toBe(400);
    const corps = { jeton, code: '10428', date: '2026-11-12', objet: { genre: 'VISITE', id: 'V3' }, texte: 'à moi' };
    const r = await banc.anonyme.appeler('POST', '/api/mes-heures/contestations', { corps });
    expect(await code(r)).toBe('CONTESTATION');
    expect(await lirePlage(banc.magasin, baseAntenne('EST'), plageDuType('note'))).toEqual([]);
  });
});

describe('what opens it', () => {
  test('off by default, and for aides alone where the service says so', async () => {
    const jeton = await donner('usager', 'U1');
    maintenant = paris('2026-10-25 12:00');
    expect(await code(await lire(jeton, '482913'))).toBe('LIEN_PERSONNEL');
    const r = await marie.appeler('POST', '/api/acces-personnel/usager/U1', { corps: {} });
    expect(await code(r)).toBe('ACCES_NON_OUVERT');
    const lu = await marie.appeler('GET', '/api/acces-personnel/usager/U1');
    expect(await corpsDe(lu)).toMatchObject({ permis: false });
  });

  test('neither the link alone nor the code alone; five wrong codes close it, and are in the register', async () => {
    const jeton = await donner('intervenant', 'I1');
    expect(await code(await lire('x'.repeat(43), '10428'))).toBe('LIEN_PERSONNEL');
    for (let n = 0; n < 5; n++) expect(await code(await lire(jeton, `9000${n}`))).toBe('CODE_PERSONNEL');
    expect(await code(await lire(jeton, '10428'))).toBe('LIEN_FERME');
    const lu = await corpsDe(await marie.appeler('GET', '/api/acces-personnel/intervenant/I1'));
    expect(lu).toMatchObject({ permis: true, acces: { ferme: true } });
    await donner('intervenant', 'I1');
    expect(await corpsDe(await marie.appeler('GET', '/api/acces-personnel/intervenant/I1'))).not.toMatchObject({
      acces: { ferme: true },
    });
  });

  test('forty codes tried at once are as many attempts: five are judged, and the link is closed', async () => {
    const jeton = await donner('intervenant', 'I1');
    expect((await lire(jeton, '10428')).status).toBe(200);
    const essayer = (essai: string) => ouvrirAccesPersonnel(banc.magasin, () => maintenant, { jeton, code: essai });
    const r = await Promise.all(Array.from({ length: 40 }, (_, n) => essayer(String(90_000 + n))));
    const refus = r.map((x) => (x.ok ? 'OUVERT' : x.refus.code)).sort();
    expect(refus).toEqual([...Array(5).fill('CODE_PERSONNEL'), ...Array(35).fill('LIEN_FERME')]);
    expect(await essayer('10428')).toMatchObject({ refus: { code: 'LIEN_FERME' } });
  });

  test('a new link replaces the former one; taken back or expired it opens nothing, and is deleted', async () => {
    const ancien = await donner('intervenant', 'I1');
    const jeton = await donner('intervenant', 'I1');
    expect(await code(await lire(ancien, '10428'))).toBe('LIEN_PERSONNEL');
    expect((await lire(jeton, '10428')).status).toBe(200);
    expect((await marie.appeler('DELETE', '/api/acces-personnel/intervenant/I1')).status).toBe(200);
    expect(await code(await lire(jeton, '10428'))).toBe('LIEN_PERSONNEL');
    const autre = await donner('intervenant', 'I1');
    maintenant = paris('2026-12-26 12:00');
    expect(await code(await lire(autre, '10428'))).toBe('LIEN_PERSONNEL');
    expect(await purgerAccesPersonnels(banc.magasin, maintenant)).toBeGreaterThan(0);
    expect(await lirePlage(banc.magasin, BASE_CENTRALE, plageDuType('acces-personnel'))).toEqual([]);
  });

  test('a link that is being tried as it is taken back opens nothing more', async () => {
    const jeton = await donner('intervenant', 'I1');
    let essais = 0;
    const magasin = entourer(banc.magasin, async (o, faire) => {
      // The attempt comes between the reading of the link and its deletion.
      if (o.nom === 'ecrire' && o.ids[0]?.startsWith('acces-personnel:') && essais++ === 0)
        expect((await lire(jeton, '10428')).status).toBe(200);
      return faire();
    });
    const acte = { horloge: () => maintenant, auteur: 'marie', antennes: ['EST'] as const };
    expect((await retirerAccesPersonnel(magasin, acte, { genre: 'INTERVENANT', id: 'I1' })).ok).toBe(true);
    expect(essais).toBe(2);
    expect(await code(await lire(jeton, '10428'))).toBe('LIEN_PERSONNEL');
  });

  test('the store holds neither the link nor the code; each gesture is in the audit log', async () => {
    const jeton = await donner('intervenant', 'I1');
    await lire(jeton, '10428');
    const docs = await lirePlage(banc.magasin, BASE_CENTRALE, plageDuType('acces-personnel'));
    expect(JSON.stringify(docs)).not.toContain(jeton);
    expect(JSON.stringify(docs)).not.toContain('10428');
    const { entrees } = await lireAudit(banc.magasin, { action: 'ACCES_PERSONNEL' });
    expect(entrees.slice(0, 2).map((e) => [e.auteur, e.objet])).toEqual([
      ['intervenant I1', 'ouvrir intervenant I1'],
      ['marie', 'donner intervenant I1'],
    ]);
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
    'what a manager gave and nobody has used goes when %s; what has served stays',
    async (quoi, methode, fin, corps) => {
      const identifiant = `nadia-${quoi.length}`;
      await creerCompteDEssai(banc.magasin, identifiant, 'GESTIONNAIRE', ['EST']);
      const chef = `chef-${quoi.length}`;
      await creerCompteDEssai(banc.magasin, chef, 'ADMINISTRATEUR', []);
      const [nadia, admin] = [await banc.connecter(identifiant), await banc.connecter(chef)];
      const ouvrir = async (jeton: string, sien: string) => {
        const r = await ouvrirAccesPersonnel(banc.magasin, () => maintenant, { jeton, code: sien });
        return r.ok || r.refus.code;
      };
      const servi = await donner('usager', 'U1', nadia);
      expect(await ouvrir(servi, '482913')).toBe(true);
      const garde = await donner('intervenant', 'I2', nadia);
      const autre = await donner('intervenant', 'I1');
      expect((await admin.appeler(methode, `/api/comptes/${identifiant}${fin}`, { corps })).status).toBe(200);
      expect(await ouvrir(garde, '20973')).toBe('LIEN_PERSONNEL');
      expect(await ouvrir(servi, '482913')).toBe(true);
      expect(await ouvrir(autre, '10428')).toBe(true);
      const { entrees } = await lireAudit(banc.magasin, { action: 'ACCES_PERSONNEL', auteur: chef });
      expect(entrees.map((e) => e.objet)).toEqual(['retirer intervenant I2']);
    },
  );

  test('who moves to another antenna keeps the link that was given, and that the new one reads as valid', async () => {
    const demenage = usager('U7', {
      codeUsager: '615243',
      antennes: [
        { antenne: 'EST', depuis: jour('2026-01-01') },
        { antenne: 'SUD', depuis: jour('2026-12-01') },
      ],
    });
    await ecrireTout(banc.magasin, baseAntenne('EST'), [demenage, aide('I7', '51627')]);
    await ecrireTout(banc.magasin, baseAntenne('SUD'), [demenage]);
    const liens = [await donner('usager', 'U7'), await donner('intervenant', 'I7')];
    const codes = ['615243', '51627'];
    // As the page does; not by it, which takes so many requests a minute.
    const ouvrir = (n: number) =>
      ouvrirAccesPersonnel(banc.magasin, () => maintenant, { jeton: liens[n] ?? '', code: codes[n] ?? '' });
    maintenant = paris('2026-12-02 12:00');
    // The file of the day says where she now is, in each antenna that has her.
    for (const antenne of ['EST', 'SUD'] as const) {
      const [avant] = await lireCles(banc.magasin, baseAntenne(antenne), [idIntervenant('I7')]);
      const rev = avant ? { _rev: avant._rev } : {};
      await ecrireTout(banc.magasin, baseAntenne(antenne), [{ ...aide('I7', '51627', { antenne: 'SUD' }), ...rev }]);
    }
    await creerCompteDEssai(banc.magasin, 'sandra', 'GESTIONNAIRE', ['SUD']);
    const sandra = await banc.connecter('sandra');
    for (const [n, chemin] of ['usager/U7', 'intervenant/I7'].entries()) {
      const lu = await corpsDe(await sandra.appeler('GET', `/api/acces-personnel/${chemin}`));
      expect(lu).toMatchObject({ permis: true, acces: { creePar: 'marie' } });
      expect(await ouvrir(n)).toMatchObject({ ok: true, valeur: { antenne: 'SUD' } });
    }
    for (const chemin of ['usager/U7', 'intervenant/I7'])
      await sandra.appeler('DELETE', `/api/acces-personnel/${chemin}`);
    expect(await ouvrir(0)).toMatchObject({ refus: { code: 'LIEN_PERSONNEL' } });
  });

  test('a manager gives none to a person of another antenna, whom she cannot tell from nobody', async () => {
    for (const id of ['U2', 'PERSONNE']) {
      const r = await marie.appeler('POST', `/api/acces-personnel/usager/${id}`, { corps: {} });
      expect([r.status, await code(r)]).toEqual([403, 'ANTENNE']);
    }
    expect((await marie.appeler('GET', '/api/acces-personnel/chat/U1')).status).toBe(400);
  });
});
