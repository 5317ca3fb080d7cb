import { join } from 'node:path';
import type nano from 'nano';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { partDe } from './annuaire/annuaire';
import { lireAnnuaire } from './annuaire/fichier';
import { type DocumentSvi, documentSchema } from './journal/entree';
import { type AppelSimule, simulerAppel } from './simulator/appel';
import { attendreQue, dossierDEssai, dossierTemporaire, JETON } from './testing/atelier';
import { lancerMagasin, lancerSimulateur, lancerSvi, type Processus } from './testing/processus';

const BASE = `tg-pointages-${new Intl.DateTimeFormat('fr', { timeZone: 'Europe/Paris', year: 'numeric' }).format(new Date())}`;
// Processes are started and killed: on a busy machine that takes its time, and only a fact that never comes is a failure.
vi.setConfig({ testTimeout: 240_000 });

const ouverts: Processus[] = [];
afterEach(async () => {
  for (const p of ouverts.splice(0)) await p.tuer('SIGKILL');
});
const suivre = <P extends Processus>(p: P): P => {
  ouverts.push(p);
  return p;
};

const santeSchema = z.object({
  journal: z.object({ enAttente: z.number() }),
  annuaire: z.object({ usagers: z.number(), intervenants: z.number(), ageSecondes: z.number().optional() }),
});
const sante = async (url: string) => santeSchema.parse(await (await fetch(`${url}/sante`)).json());

const documents = async (serveur: nano.ServerScope): Promise<DocumentSvi[]> => {
  const { rows } = await serveur.use(BASE).list({ include_docs: true });
  return rows.flatMap((r) => (r.id.startsWith('inventaire:') ? [] : documentSchema.parse(r.doc)));
};
const appeler = (url: string, touches: string, de = '33199000001', callUuid?: string): Promise<AppelSimule> =>
  simulerAppel({
    origin: url,
    authToken: JETON,
    de,
    touches,
    // A minute: on a busy machine a worker is not back at once.
    essais: 600,
    delaiEssaiMs: 100,
    ...(callUuid ? { callUuid } : {}),
  });

const VU_LE = '2026-10-01T00:00:00Z';
const usager = (id: string, telephones: string[], plus: Record<string, unknown> = {}) => ({
  _id: `usager:${id}`,
  type: 'usager',
  id,
  civilite: 'MME',
  nom: 'DURAND',
  prenom: 'Odile',
  adresse: '1 rue X',
  codePostal: '75001',
  ville: 'Paris',
  dateNaissance: '1930-01-01',
  telephones,
  antennes: [{ antenne: 'SUD', depuis: '0001-01-01' }],
  prisesEnCharge: [],
  vuLe: VU_LE,
  ...plus,
});
const intervenant = (id: string, codeSvi: string) => ({
  _id: `intervenant:${id}`,
  type: 'intervenant',
  id,
  civilite: 'MME',
  nom: 'PETIT',
  prenom: 'Ana',
  antenne: 'SUD',
  codeSvi,
  dateDebut: '2024-01-01',
  vuLe: VU_LE,
});

describe('le SVI et CouchDB', () => {
  test('CouchDB absent at start: calls are taken; it comes: punches arrive, and the annuaire follows its changes', async () => {
    const dossier = await dossierDEssai();
    const svi = suivre(await lancerSvi(dossier));
    expect((await appeler(svi.url, '71248,1')).dit.join()).toContain('Arrivée enregistrée');
    expect((await sante(svi.url)).journal.enAttente).toBe(1);

    const magasin = suivre(await lancerMagasin(dossier));
    await attendreQue(async () => (await sante(svi.url)).journal.enAttente === 0, 'le pointage est transmis');
    expect(await documents(magasin.serveur)).toEqual([expect.objectContaining({ type: 'pointage', usagerId: 'M1' })]);

    await magasin.serveur.db.create('tg-antenne-sud');
    const sud = magasin.serveur.use<Record<string, unknown>>('tg-antenne-sud');
    await sud.bulk({ docs: [usager('M9', ['+33199000009'], { codeUsager: '909090' }), intervenant('I9', '90909')] });
    await attendreQue(async () => (await sante(svi.url)).annuaire.intervenants === 2, 'la nouvelle aide est connue');
    const appel = await appeler(svi.url, '90909,1', '33199000009');
    expect(appel.dit.join()).toContain('Arrivée enregistrée');

    // A change of number and an attachment [PT-5], by the feed; a document that cannot be read changes nothing.
    const { _rev } = await sud.get('usager:M9');
    await sud.insert({ ...usager('M9', ['+33199000010']), _rev });
    await sud.insert({
      _id: 'rattachement:2026-10-01:R1',
      type: 'rattachement',
      id: 'R1',
      date: '2026-10-01',
      antenne: 'SUD',
      numero: '+33199000011',
      usagerId: 'M9',
      auteur: 'x',
      instant: VU_LE,
      poste: 'p',
    });
    await sud.insert({ _id: 'usager:abime', type: 'usager', id: 4 });
    // Each try is a call that hangs up at the question after the code: it says whether the number is known.
    const connu = async (de: string) => !(await appeler(svi.url, '90909', de)).dit.join().includes('n’est pas reconnu');
    await attendreQue(async () => (await connu('33199000010')) && (await connu('33199000011')), 'les numéros suivent');
    expect(await connu('33199000009')).toBe(false);

    await magasin.serveur.db.create('tg-central');
    await magasin.serveur.use<Record<string, unknown>>('tg-central').insert({
      ...{ _id: 'parametre:telephonesAntennes:2026-01-01', type: 'parametre', cle: 'telephonesAntennes' },
      ...{ depuis: '2026-01-01', valeur: { SUD: '+33145010203' }, auteur: 'x', instant: VU_LE },
    });

    const aide = await sud.get('intervenant:I9');
    await sud.destroy('intervenant:I9', aide._rev);
    await attendreQue(
      async () => (await sante(svi.url)).annuaire.intervenants === 1,
      'l’aide retirée n’est plus connue',
    );

    await attendreQue(async () => {
      const { donnees, telephones } = await lireAnnuaire(join(dossier, 'svi', 'annuaire.json'));
      // The file of before all this has no such aide either: the usager says that it is the new one.
      const sud = partDe(donnees, 'SUD');
      return 'usager:M9' in sud.usagers && !('intervenant:I9' in sud.intervenants) && telephones.length === 1;
    }, 'l’annuaire local est écrit');

    // CouchDB goes away in the middle and comes back; the worker starts meanwhile from its own file.
    await magasin.tuer('SIGKILL');
    expect((await appeler(svi.url, '71248,2', '33199000010')).dit.join()).toContain('Départ enregistré');
    await svi.tuer('SIGKILL');
    const encore = suivre(await lancerSvi(dossier));
    expect((await sante(encore.url)).annuaire).toMatchObject({ usagers: 4, intervenants: 1 });
    expect((await sante(encore.url)).journal.enAttente).toBeGreaterThan(0);
    // What the screens say of an antenna's telephone, from its own file too.
    const echec = await appeler(encore.url, '11111,11111,11111', '33199000010');
    expect(echec.dit.join()).toContain('01 45 01 02 03');
    const retour = suivre(await lancerMagasin(dossier));
    await attendreQue(async () => (await sante(encore.url)).journal.enAttente === 0, 'la suite est transmise');
    const pointages = (await documents(retour.serveur)).filter((d) => d.type === 'pointage');
    // Two calls of the same second are in no order.
    expect(pointages.map((p) => [p.usagerId, p.sens]).sort()).toEqual([
      ['M1', 'ARRIVEE'],
      ['M9', 'ARRIVEE'],
      ['M9', 'DEPART'],
    ]);
  });

  test('[PT-6] SIGKILL of the worker and of CouchDB under calls: what was confirmed by voice is stored, once', async () => {
    const dossier = await dossierDEssai();
    let svi = suivre(await lancerSvi(dossier));
    const { url, port } = svi;
    let magasin = suivre(await lancerMagasin(dossier));
    const appels: AppelSimule[] = [];
    let fini = false;
    const aide = async (n: number): Promise<void> => {
      for (let i = 0; !fini; i += 1) {
        const couple = (n + i) % 4 === 0;
        const touches = couple ? '71248,0,2' : i % 5 === 4 ? '71248,1,9,2' : '71248,1';
        appels.push(await appeler(url, touches, couple ? '33199000002' : '33199000001', `appel-${n}-${i}`));
      }
    };
    const aides = Array.from({ length: 8 }, (_, n) => aide(n));
    const confirmes = (): number => appels.filter((a) => a.dit.join().includes('enregistré')).length;
    for (let tour = 0; tour < 4; tour += 1) {
      const avant = confirmes();
      // Not the same count each time: the blow falls at other steps of the eight calls that run.
      const combien = [11, 16, 13, 18][tour] ?? 10;
      await attendreQue(() => confirmes() >= avant + combien, 'des appels aboutissent');
      await svi.tuer('SIGKILL');
      svi = suivre(await lancerSvi(dossier, { TELEPHONY_PORT: port }));
      if (tour % 2 === 0) {
        await magasin.tuer('SIGKILL');
        magasin = suivre(await lancerMagasin(dossier));
      }
    }
    fini = true;
    await Promise.all(aides);
    await attendreQue(async () => (await sante(url)).journal.enAttente === 0, 'tout est transmis');

    const ranges = await documents(magasin.serveur);
    const attendus = appels.flatMap((a) => {
      if (!a.dit.join().includes('enregistré')) return [];
      const usagers = a.dit.join().includes('Pour les deux') ? ['M2', 'M3'] : ['M1'];
      return usagers.flatMap((u) =>
        a.dit
          .filter((d) => d.includes('enregistré'))
          .map((d, i) => [`${a.callUuid}-${i}-${u}`, d.startsWith('A') ? 'ARRIVEE' : 'DEPART'].join()),
      );
    });
    const stockes = ranges.flatMap((d) => (d.type === 'pointage' ? [[d.id, d.sens].join()] : []));
    expect(attendus.length).toBeGreaterThan(50);
    expect(attendus.filter((a) => !stockes.includes(a))).toEqual([]);
    expect(new Set(stockes.map((s) => s.split(',')[0])).size).toBe(stockes.length);
    expect(appels.filter((a) => a.issue === 'ECHEC_HTTP')).toEqual([]);
    // And nothing was made up: every call keyed its digits to the end.
    expect(stockes.length).toBe(attendus.length);
  });
});

describe('le simulateur en ligne de commande', () => {
  test('prints in French what was said; --json for machines; finds the worker and its token by the data folder', async () => {
    const dossier = await dossierDEssai();
    suivre(await lancerSvi(dossier, { PLIVO_AUTH_TOKEN: '', MODE: 'demonstration' }));
    const env = { DATA_DIR: dossier };
    const a = await lancerSimulateur(['--de', '01 99 00 00 01', '--touches', '71248,1'], env);
    expect(a).toMatchObject({ code: 0, erreurs: '' });
    expect(a.sortie).toMatch(/^— Bonjour\. Tapez votre code\.\n[\s\S]*— Arrivée enregistrée à \d/);
    const b = await lancerSimulateur(['--de', 'anonymous', '--touches', '71248,#,2', '--json'], env);
    expect(JSON.parse(b.sortie)).toMatchObject({
      issue: 'RACCROCHE_APPELANT',
      dit: expect.arrayContaining(['Votre antenne précisera le bénéficiaire.']),
    });
  });

  test('says what to do where nothing answers, no token is known, or a word is wrong', async () => {
    const dossier = await dossierTemporaire();
    const sans = await lancerSimulateur(['--de', '0199000001', '--touches', '1'], { DATA_DIR: dossier });
    expect(sans).toMatchObject({ code: 1, sortie: '' });
    expect(sans.erreurs).toContain('Aucun jeton Plivo');
    const env = { DATA_DIR: dossier, PLIVO_AUTH_TOKEN: JETON };
    const muet = await lancerSimulateur(['--de', '0199000001', '--touches', '1', '--vers', 'http://127.0.0.1:9'], env);
    expect(muet.code).toBe(1);
    expect(muet.erreurs).toContain('Vérifier que le SVI tourne');
    const faux = await lancerSimulateur(['--de', '0199000001', '--touches', 'abc'], env);
    expect(faux.erreurs).toContain('--touches');
  });
});

test('a production worker without its secret does not start, and says which', async () => {
  await expect(lancerSvi(await dossierTemporaire(), { PLIVO_AUTH_TOKEN: '', MODE: 'production' })).rejects.toThrow(
    'PLIVO_AUTH_TOKEN',
  );
});

test('wrong codes wait for true: their answers leave no sooner than is said', async () => {
  const svi = suivre(await lancerSvi(await dossierDEssai(), { RAFALE_CODES_MAX: '3' }));
  await appeler(svi.url, '11111');
  const debut = performance.now();
  await appeler(svi.url, '22222,33333,44444');
  // A quarter of a second, half, then a whole one; a timer may be a millisecond short.
  expect(performance.now() - debut).toBeGreaterThan(1_740);
});
