import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { type DocumentSvi, documentSchema } from '../journal/entree';
import type { AppelOperateur } from '../simulator/appels-operateur';
import { attendreQue, dossierDEssai, JETON } from '../testing/atelier';
import { operateurDEssai } from '../testing/operateur';
import { lancerMagasin } from '../testing/processus';
import { demarrer, INSTANT, toutFermer } from '../testing/svi-dessai';
import { demanderRapprochement } from './demander';
import { CHEMIN_RAPPROCHEMENT, cleInterne } from './route';

vi.setConfig({ testTimeout: 240_000 });

const ouverts: (() => Promise<void>)[] = [];
afterEach(async () => {
  await toutFermer();
  for (const fermer of ouverts.splice(0).reverse()) await fermer();
});

const sante = async (url: string) =>
  z.object({ rapprochement: z.record(z.string(), z.unknown()) }).parse(await (await fetch(`${url}/sante`)).json())
    .rapprochement;

const BASE = 'tg-pointages-2026';
const HEURE = 3_600_000;

describe('le rapprochement, dans le SVI', () => {
  test('[PT-4] calls whose webhooks were all lost become failed calls; CouchDB down, it waits; run again, it adds nothing', async () => {
    const dossier = await dossierDEssai();
    let magasin = await lancerMagasin(dossier);
    ouverts.push(() => magasin.tuer('SIGKILL'));
    await magasin.serveur.db.create('tg-central');
    const horloge = { lire: (): number => 0 };
    const { operateur, env } = await operateurDEssai({ horloge: () => horloge.lire() });
    ouverts.push(operateur.arreter);
    const svi = await demarrer(dossier, undefined, env);
    horloge.lire = () => svi.horloge.maintenant;

    const carnet = (callUuid: string, plus: Partial<AppelOperateur> = {}): void => {
      const debut = svi.horloge.maintenant;
      operateur.appels.push({ callUuid, de: '33199000001', vers: '33805123456', debut, fin: debut + 25_000, ...plus });
    };
    await svi.appeler({ touches: '71248,1', callUuid: 'recu-1-a' });
    carnet('recu-1-a');
    await svi.appeler({ touches: '', callUuid: 'rate' });
    carnet('rate');
    await svi.appeler({ touches: '00000,1', callUuid: 'sonde-1', de: '33199009999' });
    carnet('sonde-1', { de: '33199009999' });
    carnet('perdu-seul');
    carnet('perdu-couple', { de: '33199000002' });
    carnet('perdu-masque', { de: 'anonymous' });
    carnet('ailleurs', { vers: '33144000000' });
    operateur.pannes.push({ sorte: 'STATUT', statut: 503 });

    // Too early: nothing may be said yet.
    expect(await demanderRapprochement(dossier, JETON, undefined)).toMatchObject({ valeur: { compares: 0 } });
    svi.horloge.maintenant += 2 * HEURE;
    const fait = await demanderRapprochement(dossier, JETON, undefined);
    expect(fait).toMatchObject({ ok: true, valeur: { compares: 5, manquants: 3, illisibles: 0 } });
    expect(await demanderRapprochement(dossier, JETON, undefined)).toMatchObject({ valeur: { manquants: 0 } });
    expect(await sante(svi.url)).toMatchObject({ actif: true, compares: 5, manquants: 0, enRetard: false });

    const lire = async (): Promise<DocumentSvi[]> => {
      const { rows } = await magasin.serveur.use(BASE).list({ include_docs: true });
      return rows
        .flatMap((r) => (r.id.startsWith('inventaire:') ? [] : documentSchema.parse(r.doc)))
        .filter((d) => d.source === 'CDR');
    };
    await attendreQue(async () => (await lire()).length === 3, 'les appels perdus sont au magasin');
    const commun = { type: 'appel', instant: INSTANT, source: 'CDR', etape: 'DEPART', issue: 'SANS_TRACE' };
    expect(await lire()).toEqual([
      expect.objectContaining({ ...commun, id: 'perdu-couple', numeroAppelant: '+33199000002' }),
      expect.objectContaining({ ...commun, id: 'perdu-masque' }),
      expect.objectContaining({ ...commun, id: 'perdu-seul', usagerId: 'M1' }),
    ]);

    carnet('perdu-encore');
    svi.horloge.maintenant += 2 * HEURE;
    await magasin.tuer('SIGKILL');
    expect(await demanderRapprochement(dossier, JETON, undefined)).toMatchObject({
      refus: { code: 'MAGASIN_INJOIGNABLE' },
    });
    expect(await sante(svi.url)).toMatchObject({ derniereErreur: { code: 'MAGASIN_INJOIGNABLE' } });
    magasin = await lancerMagasin(dossier);
    expect(await demanderRapprochement(dossier, JETON, undefined)).toMatchObject({ valeur: { manquants: 1 } });
    await attendreQue(async () => (await lire()).length === 4, 'le dernier aussi');
    expect(await sante(svi.url)).not.toHaveProperty('derniereErreur');
    for (const secret of ['199000001', '199000002', JETON]) expect(svi.lignes.join()).not.toContain(secret);
  });

  test('without an account it is off, and says what is missing; with another’s CouchDB, nothing is called lost', async () => {
    const sans = await demarrer();
    expect(await sante(sans.url)).toEqual({ actif: false, raison: expect.stringContaining('PLIVO_AUTH_ID') });
    expect(sans.lignes.join()).toContain('rapprochement avec l’opérateur éteint');
    expect(await demanderRapprochement(sans.dossier, JETON, undefined)).toMatchObject({
      refus: { code: 'RAPPROCHEMENT_ETEINT' },
    });
    await toutFermer();

    const dossier = await dossierDEssai();
    const magasin = await lancerMagasin(dossier);
    ouverts.push(() => magasin.tuer('SIGKILL'));
    const { operateur, env } = await operateurDEssai({ horloge: () => Date.parse(INSTANT) + 9 * HEURE });
    ouverts.push(operateur.arreter);
    const debut = Date.parse(INSTANT);
    operateur.appels.push({ callUuid: 'p', de: '33199000001', vers: '33805123456', debut, fin: debut + 1000 });
    const svi = await demarrer(dossier, undefined, env);
    svi.horloge.maintenant += 3 * HEURE;
    expect(await demanderRapprochement(dossier, JETON, undefined)).toMatchObject({
      refus: { code: 'MAGASIN_INJOIGNABLE' },
    });
    // A year late: an alert.
    svi.horloge.maintenant += 8760 * HEURE;
    expect(await sante(svi.url)).toMatchObject({ enRetard: true });
    expect(svi.lignes.join()).toContain('RAPPROCHEMENT_EN_RETARD');
  });

  test('only the commands of this machine may ask; a stopped worker is said to be so', async () => {
    const svi = await demarrer();
    const demander = (cle: string, corps: string) =>
      fetch(svi.url + CHEMIN_RAPPROCHEMENT, {
        method: 'POST',
        headers: { 'x-telegestion-cle': cle, 'content-type': 'application/json' },
        body: corps,
      });
    const bonne = cleInterne(JETON);
    expect((await demander(bonne, '{}')).status).toBe(200);
    for (const fausse of ['', 'x', bonne.slice(1), bonne.replace(/^./, 'z'), 'é'.repeat(bonne.length)]) {
      const r = await demander(fausse, '{}');
      expect([r.status, await r.text()]).toEqual([403, '']);
    }
    for (const faux of ['{"depuis":"hier"}', 'pas du JSON']) expect((await demander(bonne, faux)).status).toBe(400);
    expect(await demanderRapprochement(svi.dossier, 'autre-jeton', undefined)).toMatchObject({
      refus: { code: 'SVI_REFUSE' },
    });
    await toutFermer();
    expect(await demanderRapprochement(svi.dossier, JETON, undefined)).toMatchObject({ refus: { code: 'SVI_ARRETE' } });
  });
});
