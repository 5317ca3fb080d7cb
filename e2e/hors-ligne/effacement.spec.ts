import { expect, type Page, test } from '@playwright/test';
import { allumerPoste, attendreServiceWorker, type Poste, seConnecter } from '../outils/navigateur';
import { demarrerServiceEssai, type ServiceEssai } from '../outils/service';

let service: ServiceEssai;
const postes: Poste[] = [];

test.beforeAll(async () => {
  service = await demarrerServiceEssai(8);
});
test.afterAll(async () => {
  for (const p of postes) await p.jeter();
  await service?.arreter();
});

const allumer = async (): Promise<Poste> => {
  const p = await allumerPoste();
  postes.push(p);
  return p;
};

/** Names of the local databases and of the keys kept in clear storage. */
const restes = (page: Page): Promise<string[]> =>
  page.evaluate(async () => [
    ...(await indexedDB.databases()).flatMap((b) => b.name ?? []),
    ...Object.keys(localStorage).filter((k) => /trousseau|compte|secours/i.test(k)),
  ]);

/** All that IndexedDB, localStorage and OPFS hold, as text. */
const toutCeQuiEstGarde = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const morceaux: string[] = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    for (const { name } of await indexedDB.databases()) {
      if (!name) continue;
      const base = await new Promise<IDBDatabase>((ok, ko) => {
        const d = indexedDB.open(name);
        d.onsuccess = () => ok(d.result);
        d.onerror = () => ko(d.error);
      });
      for (const table of base.objectStoreNames) {
        const lignes = await new Promise<unknown[]>((ok, ko) => {
          const d = base.transaction(table).objectStore(table).getAll();
          d.onsuccess = () => ok(d.result);
          d.onerror = () => ko(d.error);
        });
        morceaux.push(JSON.stringify(lignes));
      }
      base.close();
    }
    const parcourir = async (dossier: FileSystemDirectoryHandle): Promise<void> => {
      for await (const f of dossier.values()) {
        if (f instanceof FileSystemDirectoryHandle) await parcourir(f);
        else if (f instanceof FileSystemFileHandle) morceaux.push(await (await f.getFile()).text());
      }
    };
    await parcourir(await navigator.storage.getDirectory());
    return morceaux.join('\n');
  });

test('au repos tout est chiffré ; la déconnexion efface ; un compte désactivé efface à son prochain contact', async () => {
  const [alice, benoit] = [await service.creerCompte('alice', 'SUD'), await service.creerCompte('benoit', 'SUD')];
  const noms = (await service.commande('lire', 'usagers', '--antenne', 'SUD'))
    .split('\n')
    .filter((l) => l !== '')
    .map((l) => JSON.parse(l) as { nom: string; prenom: string; adresse: string });

  await test.step('rien de lisible sur le disque', async () => {
    const { page } = await allumer();
    await seConnecter(page, service.cable.origine, alice);
    await attendreServiceWorker(page);
    const garde = await toutCeQuiEstGarde(page);
    expect(garde.length).toBeGreaterThan(10_000);
    for (const u of noms) {
      expect(garde).not.toContain(u.adresse);
      expect(garde).not.toContain(`"${u.nom}"`);
    }
    expect(garde).not.toContain(alice.motDePasse);
  });

  await test.step('la déconnexion efface tout', async () => {
    const page = postes[0]?.page;
    if (!page) throw new Error('un poste attendu');
    expect((await restes(page)).length).toBeGreaterThan(0);
    await page.getByRole('button', { name: /déconnect/i }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Se déconnecter' }).click();
    await expect(page.getByLabel('Identifiant')).toBeVisible();
    await expect.poll(() => restes(page)).toEqual([]);
  });

  await test.step('un compte désactivé efface à son prochain contact', async () => {
    const { page } = await allumer();
    await seConnecter(page, service.cable.origine, benoit);
    await service.commande('compte', 'desactiver', benoit.identifiant);
    await expect(page.getByText('Ce compte n’est plus actif')).toBeVisible({ timeout: 30_000 });
    await expect.poll(() => restes(page)).toEqual([]);
  });
});
