import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { moisEnMots } from '#shared/mots/dates';
import { PROTOCOLE } from '#shared/replication/protocole';
import { dateParis, instantDe } from '#shared/temps/paris';
import { ulidDe } from '#shared/testing/constructeurs';
import { ouvrirSshd, type Sshd } from '../../../sync-server/adapters/sftp/testing/serveur-sshd';
import { fautes } from '../../outils/ecran/sans-faute';
import { ranger } from '../../outils/menage';
import { allumerPoste, type Poste, seConnecter } from '../../outils/navigateur';
import { demarrerServiceEssai, type ServiceEssai } from '../../outils/service';

// The DASES takes its files on a real OpenSSH server, where it lays its answers.

let sshd: Sshd;
let service: ServiceEssai;
let poste: Poste;

test.beforeAll(async () => {
  sshd = await ouvrirSshd();
  await mkdir(join(sshd.dossier, 'retours'));
  const table = join(tmpdir(), `table-dases-${process.pid}.json`);
  writeFileSync(table, JSON.stringify({ esppadom: { ecrit: false } }));
  service = await demarrerServiceEssai({
    env: {
      DASES_DEPOT: sshd.url(),
      DASES_SFTP_EMPREINTE: sshd.empreinte,
      DASES_SFTP_CLE: sshd.cle,
      DASES_TABLE: table,
    },
  });
  await service.commande('cloturer', service.moisPasse, '--motif', 'Essai');
  poste = await allumerPoste({ enLigne: true });
});
test.afterAll(async () => {
  await ranger();
  await sshd?.fermer();
});

/** [CL-6] What each antenna says of its pro forma, as its own screen does. */
const validerPartout = async (page: Page): Promise<void> => {
  const { origine } = service.cable;
  const headers = { [PROTOCOLE.entete]: String(PROTOCOLE.version), origin: origine };
  const maintenant = instantDe(Date.now());
  for (const [n, antenne] of codesAntennes().entries()) {
    const lue = await page.request.get(`${origine}/api/prefacturation?mois=${service.moisPasse}&antenne=${antenne}`, {
      headers,
    });
    const { cloture } = (await lue.json()) as { cloture: { empreinte: string } };
    const id = ulidDe(n);
    const doc = {
      _id: `proforma:${dateParis(maintenant)}:${id}`,
      id,
      type: 'proforma',
      date: dateParis(maintenant),
      antenne,
      auteur: 'siege',
      instant: maintenant,
      poste: 'essai',
      mois: service.moisPasse,
      decision: 'VALIDE',
      empreinte: cloture.empreinte,
    };
    const r = await page.request.post(`${origine}/replication/saisies?antenne=${antenne}`, {
      headers,
      data: { documents: [doc] },
    });
    expect(await r.json()).toMatchObject({ refuses: [] });
  }
};

/** The DASES answers: a file in its folder, read by the command as by the job. */
const repondre = async (fichier: string, lignes: string[], depuisS: number): Promise<string> => {
  const nom = `RETOUR_${fichier.replace(/\.csv$/, '')}.csv`;
  const chemin = join(sshd.dossier, 'retours', nom);
  writeFileSync(chemin, ['fichier;statut;motif', ...lignes, `#FIN;${lignes.length}`, ''].join('\r\n'));
  const t = Date.now() / 1000 - depuisS;
  utimesSync(chemin, t, t);
  await service.commande('relever');
  return nom;
};

test('[CL-6] les fichiers du mois sont préparés, envoyés, acquittés ; l’un est refusé, renvoyé, puis acquitté', async () => {
  const { page } = poste;
  const compact = service.moisPasse.replace('-', '');
  const [brutes, corrigees] = [`DASES_BRUTES_${compact}.csv`, `DASES_CORRIGEES_${compact}.csv`];
  await seConnecter(page, service.cable.origine, await service.creerCompte('siege', 'EST', { role: 'CENTRAL' }));
  await page.getByRole('link', { name: 'Envois' }).click();
  const dases = page.getByRole('region', { name: 'DASES' });
  const ligne = (fichier: string) => dases.getByRole('row').filter({ has: page.getByText(fichier, { exact: true }) });

  // Nothing leaves before every antenna has validated.
  await expect(dases.getByText(/pro forma à valider d’abord/)).toBeVisible({ timeout: 30_000 });
  await expect(dases.getByRole('button', { name: 'Envoyer…' })).toBeDisabled();
  await validerPartout(page);
  await page.reload();
  await dases.getByRole('button', { name: 'Préparer' }).click();
  await expect(ligne(brutes).getByText('Préparé', { exact: true })).toBeVisible({ timeout: 30_000 });
  expect(readdirSync(sshd.dossier)).toEqual(['retours']);

  await dases.getByRole('button', { name: 'Envoyer…' }).click();
  const boite = page.getByRole('dialog');
  await boite.getByLabel(/pour confirmer/).fill('mars 2020');
  await boite.getByRole('button', { name: 'Envoyer' }).click();
  await expect(boite.getByText(/rien n’est parti/)).toBeVisible();
  await boite.getByLabel(/pour confirmer/).fill(moisEnMots(service.moisPasse).toUpperCase());
  await boite.getByRole('button', { name: 'Envoyer' }).click();
  await expect(boite).toBeHidden({ timeout: 60_000 });
  for (const f of [brutes, corrigees]) await expect(ligne(f).getByText('Envoyé', { exact: true })).toBeVisible();
  expect(readdirSync(sshd.dossier).sort()).toEqual(
    [brutes, `${brutes}.sha256`, corrigees, `${corrigees}.sha256`, 'retours'].sort(),
  );
  const recu = readFileSync(join(sshd.dossier, corrigees));
  expect(await fautes(page, 'main')).toEqual([]);

  const acquit = await repondre(brutes, [`${brutes};ACQUITTE;`], 60);
  await repondre(corrigees, [`${corrigees};REFUSE;Un plan inconnu`], 50);
  await page.reload();
  await expect(ligne(brutes).getByText('Acquitté', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(ligne(brutes).getByText(`, d’après ${acquit}`)).toBeVisible();
  await expect(ligne(brutes).getByRole('button', { name: 'Renvoyer…' })).toHaveCount(0);
  await expect(ligne(corrigees).getByText('Refusé', { exact: true })).toBeVisible();
  await expect(ligne(corrigees).getByText('Un plan inconnu')).toBeVisible();

  await ligne(corrigees).getByRole('button', { name: 'Renvoyer…' }).click();
  await ligne(corrigees).getByRole('button', { name: 'Renvoyer', exact: true }).click();
  await expect(ligne(corrigees).getByText('Renvoyé', { exact: true })).toBeVisible({ timeout: 30_000 });
  // The same bytes, in place of the first ones.
  expect(readFileSync(join(sshd.dossier, corrigees)).equals(recu)).toBe(true);
  await repondre(corrigees, [`${corrigees};ACQUITTE;`], 0);
  await page.reload();
  await expect(ligne(corrigees).getByText('Acquitté', { exact: true })).toBeVisible({ timeout: 30_000 });
});
