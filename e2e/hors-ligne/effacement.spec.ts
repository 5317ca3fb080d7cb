import { expect, type Page, test } from '@playwright/test';
import { corrigerLaPremiere, interventionsDuMois } from '../outils/corriger';
import { allumerPoste, attendreServiceWorker, deverrouiller, type Poste, seConnecter } from '../outils/navigateur';
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

/** Names of all that is kept: databases, keys, files. The name of the device stays: it says nothing of anyone. */
const restes = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const fichiers: string[] = [];
    for await (const nom of (await navigator.storage.getDirectory()).keys()) fichiers.push(nom);
    return [
      ...(await indexedDB.databases()).flatMap((b) => b.name ?? []),
      ...Object.keys(localStorage).filter((k) => k.startsWith('tg.') && k !== 'tg.poste'),
      ...fichiers,
    ];
  });

const seDeconnecter = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /déconnect/i }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Se déconnecter' }).click();
  await expect(page.getByLabel('Identifiant')).toBeVisible();
};

/** Types one correction with the cable cut; it waits in both copies. */
const corrigerHorsLigne = async (page: Page): Promise<void> => {
  await attendreServiceWorker(page);
  await interventionsDuMois(page, service);
  await expect(page.getByTestId('sync')).toContainText('À jour');
  await service.cable.couper();
  await expect(page.getByTestId('sync')).toContainText('Hors ligne', { timeout: 30_000 });
  await corrigerLaPremiere(page, 'pan');
  await expect(page.getByTestId('sync')).toContainText('1 correction en attente');
};

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
  const noms = await service.lire<{ nom: string; prenom: string; adresse: string }>('usagers', '--antenne', 'SUD');

  await test.step('rien de lisible sur le disque', async () => {
    const { page } = await allumer();
    await seConnecter(page, service.cable.origine, alice);
    await corrigerHorsLigne(page);
    expect(await restes(page)).toContain('tg-alice-sud.attente');
    const garde = await toutCeQuiEstGarde(page);
    expect(garde.length).toBeGreaterThan(10_000);
    for (const u of noms) {
      expect(garde).not.toContain(u.adresse);
      expect(garde).not.toContain(`"${u.nom}"`);
    }
    expect(garde).not.toContain('PANNE_SVI');
    expect(garde).not.toContain(alice.motDePasse);
    await service.cable.retablir();
    await expect(page.getByTestId('sync')).toContainText('À jour', { timeout: 60_000 });
  });

  await test.step('la déconnexion efface tout', async () => {
    const page = postes[0]?.page;
    if (!page) throw new Error('un poste attendu');
    expect((await restes(page)).length).toBeGreaterThan(0);
    await seDeconnecter(page);
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

test('[CO-6] la déconnexion d’anne laisse sur le poste le travail non envoyé d’anne-marie, qui part quand elle revient', async () => {
  const anne = await service.creerCompte('anne', 'EST');
  const anneMarie = await service.creerCompte('anne-marie', 'EST');
  const { page } = await allumer();
  await seConnecter(page, service.cable.origine, anneMarie);
  await corrigerHorsLigne(page);
  const avant = await restes(page);
  // She leaves the PC as it is, her session ends; the network comes back for the next person.
  await page.goto('about:blank');
  await page.context().clearCookies();
  await service.cable.retablir();
  await seConnecter(page, service.cable.origine, anne);
  await seDeconnecter(page);
  const sansCompte = avant.filter((n) => n !== 'tg.compte' && n !== 'tg.service');
  await expect.poll(async () => (await restes(page)).toSorted()).toEqual(sansCompte.toSorted());

  await seConnecter(page, service.cable.origine, anneMarie);
  const recues = await service.commande('lire', 'corrections', '--antenne', 'EST', '--mois', service.moisPasse);
  expect(recues.split('\n').filter((l) => l.includes('"anne-marie"'))).toHaveLength(1);
});

test('une déconnexion coupée après l’effacement de la clé n’empêche pas de se reconnecter', async () => {
  const carole = await service.creerCompte('carole', 'SUD');
  const { page } = await allumer();
  await seConnecter(page, service.cable.origine, carole);
  await page.evaluate(() => localStorage.removeItem('tg.trousseau.carole'));
  await seConnecter(page, service.cable.origine, carole);
  await expect(page.getByRole('main')).toBeVisible();
});

test('sans réseau, un mot de passe faux n’ouvre rien et ne retient rien : un compte désactivé s’efface ensuite', async () => {
  const david = await service.creerCompte('david', 'SUD');
  const { page } = await allumer();
  await seConnecter(page, service.cable.origine, david);
  await attendreServiceWorker(page);
  await service.cable.couper();
  await page.reload();
  await deverrouiller(page, { ...david, motDePasse: `${david.motDePasse}-faux` });
  await expect(page.getByText('n’est pas celui de la dernière connexion')).toBeVisible();
  await service.commande('compte', 'desactiver', david.identifiant);
  await service.cable.retablir();
  await page.getByRole('button', { name: 'Réessayer de joindre le serveur' }).click();
  await expect(page.getByText('Ce compte n’est plus actif')).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => restes(page)).toEqual([]);
});
