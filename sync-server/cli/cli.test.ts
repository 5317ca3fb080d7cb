import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CODES_JOURS } from '#shared/contrats/exploitation/astreinte';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { dateEntiere } from '#shared/mots/dates';
import { ajouterJours, dateParis } from '#shared/temps/paris';
import { dateCivileSchema } from '#shared/temps/types';
import { ajouterTour } from '../domaines/astreinte/tours';
import { horlogeSysteme } from '../ports/horloge';
import { lirePlage } from '../store/lire';
import { ouvrirMagasin } from '../store/ouvrir';
import { COMMANDES } from './commandes';
import { type BancCli, ouvrirBancCli, PETIT } from './testing/banc';

let b: BancCli;
beforeAll(async () => {
  b = await ouvrirBancCli();
});
afterAll(() => b.fermer());

describe('la table des commandes', () => {
  it('fait l’aide, et chaque module s’exécute', async () => {
    const { code, stdout } = await b.telegestion('--help');
    expect(code).toBe(0);
    for (const { syntaxe, charger } of COMMANDES) {
      expect(stdout).toContain(`  ${syntaxe.split(' ')[0]} `);
      expect(typeof (await charger()).executer).toBe('function');
    }
    expect(stdout).not.toMatch(/Usage|Commands|display/);
  });

  it.each<[string[], RegExp]>([
    [['inconnue'], /Commande « inconnue » inconnue/],
    [['importer'], /Il manque : dossier/],
    [['etat'], /Il manque le nom de l’état : .*heures-usagers/],
    [['etat', 'toto'], /État « toto » inconnu : .*heures-usagers/],
    [['importer', 'x', '--forcer'], /Option « --forcer » inconnue/],
    [
      ['compte', 'creer', 'x', '--antenne', 'SUD'],
      /Option « --antenne » inconnue.* Vouliez-vous dire « --antennes » \?/,
    ],
    [['exporte', '2026-10'], /Commande « exporte » inconnue.* Vouliez-vous dire « exporter » \?/],
    [['cloturer', '10-2026'], /écrivez AAAA-MM/],
    [['exporter', '2026-10'], /--vers est nécessaire/],
    [['lire', 'chats'], /« chats » ne se lit pas/],
    [['cloturer', '2026-10', '--antenne', 'PARIS'], /Antenne « PARIS » inconnue/],
    [['compte', 'effacer', 'x'], /Action « effacer » inconnue/],
    [['code-usager', 'montrer', 'M1'], /Action « montrer » inconnue/],
    [['code-usager', 'renouveler', 'PERSONNE'], /Usager inconnu : PERSONNE\. Cherchez-le/],
    [['simuler-appel', '--de', '0199000000'], /--touches est nécessaire/],
  ])('%j : sortie 1, et une phrase en français', async (args, phrase) => {
    const { code, stdout, stderr } = await b.telegestion(...args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(phrase);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('dans un dossier où rien n’a été importé, une commande qui lit le dit, et nomme le dossier', async () => {
    const neuf = b.chemin('vide');
    for (const args of [
      ['lire', 'appels'],
      ['etat', '--help'],
    ]) {
      const { code, stderr } = await b.telegestionAvec({ DATA_DIR: neuf }, ...args);
      expect(code).toBe(0);
      if (args[0] === 'lire') expect(stderr).toContain(`Rien n’a encore été importé dans ${neuf}.`);
      else expect(stderr).toBe('');
    }
  });

  it('mal tapée, une commande ne fait pas le dossier des données', async () => {
    const neuf = b.chemin('pas-encore');
    for (const args of [['exporter', '2026-10'], ['cloturer', '10-2026'], ['importer']]) {
      expect((await b.telegestionAvec({ DATA_DIR: neuf }, ...args)).code).toBe(1);
      expect(existsSync(neuf)).toBe(false);
    }
  });

  it('une option mal tapée, de quelque commande que ce soit, donne la plus proche', async () => {
    for (const { syntaxe, options } of COMMANDES)
      for (const [drapeaux] of options ?? []) {
        const option = /--[a-z-]+/.exec(drapeaux)?.[0] ?? '';
        const { code, stderr } = await b.telegestion(syntaxe.split(' ')[0] ?? '', `${option}x`);
        expect(code).toBe(1);
        expect(stderr).toMatch(new RegExp(`Vouliez-vous dire .*« ${option} ».* \\?`));
      }
  });

  it('servir ne démarre pas sans ce qu’il lui faut : sortie 1, le réglage, et le remède', async () => {
    const fichier = b.chemin('un-fichier');
    await writeFile(fichier, '');
    const formation = { MODE: 'formation', PORT: '0', TELEPHONY_PORT: '0' };
    for (const [env, phrase] of [
      [{ MODE: 'production' }, /PUBLIC_ORIGIN : nécessaire avec MODE=production/],
      [{ MODE: 'production', PUBLIC_ORIGIN: 'http://extranet.test' }, /PUBLIC_ORIGIN : doit commencer par https/],
      [{ ...formation, SAUVEGARDE_DIR: '/srv/s' }, /SAUVEGARDE_CLE : nécessaire avec SAUVEGARDE_DIR.*openssl rand/],
      [{ ...formation, DATA_DIR: fichier }, /DATA_DIR : « .*un-fichier » est un fichier/],
      [{ ...formation, DATA_DIR: join(fichier, 'dessous') }, /DATA_DIR : rien ne s’écrit dans/],
    ] as const) {
      const { code, stdout, stderr } = await b.telegestionAvec(env, 'servir');
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(phrase);
      expect(stderr).not.toMatch(/\n\s+at /);
    }
  });

  it('servir --reglages juge les réglages, et ne démarre rien', async () => {
    const production = { MODE: 'production', PUBLIC_ORIGIN: 'https://extranet.test', SMTP_URL: 'smtp://smtp.test' };
    const refuse = await b.telegestionAvec(production, 'servir', '--reglages');
    expect([refuse.code, refuse.stderr]).toEqual([1, expect.stringContaining('COURRIEL_DE : nécessaire')]);
    const bon = await b.telegestionAvec({ ...production, COURRIEL_DE: 'tg@paris.test' }, 'servir', '--reglages');
    expect(bon).toMatchObject({ code: 0, stderr: '' });
  });

  it('nomme le réglage fautif, sans répéter sa valeur', async () => {
    const { code, stderr } = await b.lancer(['lire', 'usagers'], { PORT: 'secret!' }).fin;
    expect(code).toBe(1);
    expect(stderr).toContain('PORT');
    expect(stderr).not.toContain('secret!');
  });
});

describe('les astreintes', () => {
  const dire = async (...args: string[]): Promise<string[]> => {
    const { code, stdout, stderr } = await b.telegestion('astreintes', ...args);
    expect([code, stderr]).toEqual([0, '']);
    return stdout
      .replace(/[\u00a0\u202f]/g, ' ')
      .trimEnd()
      .split('\n');
  };

  it('[AL-7] qui est d’astreinte un jour, les tours donnés, les heures sans personne', async () => {
    expect(await dire()).toEqual([
      'Aucun tour d’astreinte n’est donné : hors des heures d’ouverture, personne n’est prévenu.',
    ]);
    const magasin = await ouvrirMagasin({ dataDir: b.dataDir });
    try {
      const tour = { du: dateCivileSchema.parse('2026-11-02'), debut: '00:00', fin: '24:00', mobile: '0612340001' };
      for (const t of [
        { ...tour, rang: 1, nom: 'Anne', jours: [...CODES_JOURS], courriel: 'anne@astreinte.test' },
        { ...tour, rang: 2, nom: 'Bruno', mobile: '0612340002', jours: ['SAM' as const], antenne: 'EST' as const },
      ])
        expect(await ajouterTour({ magasin, horloge: horlogeSysteme }, t, 'essai')).toMatchObject({ ok: true });
    } finally {
      await magasin.fermer();
    }
    const samedi = await dire('--jour', '2099-11-28');
    expect(samedi).toEqual([
      'D’astreinte le 28 novembre 2099 :',
      '  Antennes Centre, Nord-Est, Ouest, Nord-Ouest, Sud',
      '    1. Anne, 06 12 34 00 01, anne@astreinte.test (toute la journée)',
      '  Antenne Est',
      '    1. Anne, 06 12 34 00 01, anne@astreinte.test (toute la journée)',
      '    2. Bruno, 06 12 34 00 02 (toute la journée)',
      'Tours donnés : 2',
      '  1. Anne, 06 12 34 00 01, anne@astreinte.test : toutes les antennes, tous les jours, toute la journée, à partir du 2 novembre 2026',
      '  2. Bruno, 06 12 34 00 02 : Est, samedi, toute la journée, à partir du 2 novembre 2026',
      'Quelqu’un est d’astreinte à chaque heure de veille, pendant 7 jours.',
      'L’envoi de SMS n’est pas réglé (SMS_DE) : chacun n’est prévenu que par courriel.',
    ]);
    expect(await dire('--jour', '2099-11-29', '--antenne', 'SUD')).not.toContain(expect.stringContaining('Bruno'));
    expect((await b.telegestion('astreintes', '--jour', '28/11')).stderr).toContain('écrivez AAAA-MM-JJ');
  });
});

describe('importer, clore, exporter, en lignes de commande', () => {
  it('le JSON est seul sur la sortie standard ; sortie 0, 2 (lignes refusées) ou 1 (fichier refusé)', async () => {
    const dossier = b.chemin('entree');
    await mkdir(dossier);
    await writeFile(join(dossier, 'FINANCEURS.csv'), await readFile(join(PETIT, 'FINANCEURS.csv')));
    const bon = await b.lancer(['importer', dossier, '--json']).fin;
    expect([bon.code, JSON.parse(bon.stdout).fichiers[0]]).toMatchObject([
      0,
      {
        nom: 'FINANCEURS.csv',
        empreinte: expect.stringMatching(/^[0-9a-f]{64}$/),
        lus: 12,
        crees: 12,
        modifies: 0,
        inchanges: 0,
        absents: 0,
        refuses: [],
      },
    ]);
    await writeFile(join(dossier, 'USAGERS_20261001.csv'), 'coupé');
    const refuse = await b.lancer(['importer', dossier]).fin;
    expect(refuse.code).toBe(1);
    expect(refuse.stdout).toContain('USAGERS_20261001.csv : refusé en entier : rien écrit');
  });

  it('tué (SIGKILL) dès que chaque fichier devient courant, puis relancé, donne les fichiers attendus', async () => {
    const magasin = await ouvrirMagasin({ dataDir: b.dataDir });
    for (const genre of ['USAGERS', 'PLANNING', 'POINTAGES', 'CORRECTIONS']) {
      const { processus, fin } = b.lancer(['importer', PETIT]);
      const courant = async (): Promise<boolean> =>
        (await lirePlage(magasin, BASE_CENTRALE, { debut: `import:${genre}`, fin: `import:${genre}~`, limite: 1 }))
          .length > 0;
      while (!(await courant()) && processus.exitCode === null);
      processus.kill('SIGKILL');
      await fin;
    }
    await magasin.fermer();
    expect((await b.lancer(['importer', PETIT, '--json']).fin).code).toBeOneOf([0, 2]);

    const sansMotif = await b.telegestion('cloturer', '2026-10');
    expect([sansMotif.code, sansMotif.stderr]).toEqual([1, expect.stringContaining('--motif')]);
    expect((await b.telegestion('cloturer', '2026-10', '--motif', 'reprise', '--json')).code).toBe(0);
    const vers = b.chemin('sortie');
    const { code, stdout } = await b.telegestion('exporter', '2026-10', '--vers', vers, '--json');
    expect([code, JSON.parse(stdout).fichiers.length]).toEqual([0, 18]);
    for (const nom of await readdir(join(PETIT, 'attendu')))
      expect(await readFile(join(vers, nom), 'utf8')).toBe(await readFile(join(PETIT, 'attendu', nom), 'utf8'));
    expect(await readdir(vers)).toHaveLength(18);
  });

  it('lire donne un document JSON par ligne', async () => {
    const { code, stdout, stderr } = await b.telegestion('lire', 'usagers', '--antenne', 'sud');
    const lignes = stdout
      .trimEnd()
      .split('\n')
      .map((l) => JSON.parse(l));
    expect([code, lignes.length > 5, lignes.every((l) => l.type === 'usager')]).toEqual([0, true, true]);
    expect(stderr).toBe('');
  });
});

describe('administration', () => {
  it('renouvelle le code d’un usager, et lit ce qui attend', async () => {
    const { stdout: usagers } = await b.telegestion('lire', 'usagers');
    const avant = JSON.parse(usagers.split('\n')[0] ?? '') as { id: string; codeUsager: string };
    const { code, stdout } = await b.telegestion('code-usager', 'renouveler', avant.id, '--json');
    const rendu = JSON.parse(stdout) as { usagerId: string; codeUsager: string };
    expect([code, rendu.usagerId]).toEqual([0, avant.id]);
    expect(rendu.codeUsager).toMatch(/^[1-9]\d{5}$/);
    expect(rendu.codeUsager).not.toBe(avant.codeUsager);
    const { stdout: apres } = await b.telegestion('lire', 'usagers', '--id', avant.id);
    expect(JSON.parse(apres).codeUsager).toBe(rendu.codeUsager);
    for (const quoi of ['attentes', 'propositions', 'appels']) expect((await b.telegestion('lire', quoi)).code).toBe(0);
  });

  it('crée, liste, change et désactive un compte, sans jamais montrer ce qui est secret', async () => {
    const cree = await b.telegestion(
      'compte',
      'creer',
      'durand',
      '--nom',
      'Mme Durand',
      '--role',
      'gestionnaire',
      '--antennes',
      'sud',
      '--json',
    );
    expect(JSON.parse(cree.stdout).motDePasse).toMatch(/^[a-z0-9]{12}$/);
    expect((await b.telegestion('compte', 'creer', 'durand', '--nom', 'X', '--role', 'CENTRAL')).stderr).toContain(
      'existe déjà',
    );
    const change = await b.telegestionAvec({ MOT_DE_PASSE: 'court' }, 'compte', 'mot-de-passe', 'durand');
    expect([change.code, change.stderr]).toEqual([1, expect.stringContaining('10 caractères')]);
    expect((await b.telegestion('compte', 'desactiver', 'durand')).code).toBe(0);
    const { stdout } = await b.telegestion('compte', 'lister', '--json');
    expect(JSON.parse(stdout)).toEqual([
      expect.objectContaining({ identifiant: 'durand', actif: false, antennes: ['SUD'] }),
    ]);
    expect(stdout).not.toMatch(/argon2|partCle/);
  });

  it('ferme une antenne, change ce jour et l’annule tant qu’il est à venir ; un jour lointain est redemandé', async () => {
    const dire = async (...args: string[]): Promise<string> => {
      const { stdout, stderr } = await b.telegestion('antennes', ...args);
      return `${stdout}${stderr}`.replace(/[\u00a0\u202f]/g, ' ').trimEnd();
    };
    const dans = (n: number) => ajouterJours(dateParis(horlogeSysteme()), n);
    const mots = (n: number) => dateEntiere(dans(n)).replaceAll('\u00a0', ' ');
    await dire('creer', 'lyon', '--nom', 'Lyon', '--arrondissements', '21');
    expect(await dire('fermer', 'lyon', '--le', dans(400))).toBe(
      `Le ${mots(400)} est dans plus de trois mois : vérifiez l’année. Si c’est bien ce jour, recommencez avec --lointaine.`,
    );
    expect(await dire('fermer', 'lyon', '--le', dans(400), '--lointaine')).toBe(
      `Lyon ferme le ${mots(400)} : ce qu’elle a reste lisible.`,
    );
    expect(await dire('fermer', 'lyon', '--le', dans(30))).toBe(
      `Lyon ferme le ${mots(30)}, et non plus le ${mots(400)} : ce qu’elle a reste lisible.`,
    );
    expect(await dire('lister')).toContain(`LYON : Lyon, arrondissements 21, ferme le ${mots(30)}`);
    expect(await dire('annuler-fermeture', 'lyon')).toBe(
      'Fermeture annulée. LYON : Lyon, arrondissements 21. Elle reste ouverte.',
    );
    expect(await dire('fermer', 'lyon', '--le', dans(0))).toContain(`Lyon est fermée depuis le ${mots(0)} :`);
    expect(await dire('annuler-fermeture', 'lyon')).toContain('est fermée depuis le');
  });

  it('écrit un paramètre daté, et refuse une valeur hors de ses bornes', async () => {
    expect((await b.telegestion('parametre', 'ecrire', 'dureeMax', '9999', '--depuis', '2099-01-01')).code).toBe(1);
    expect((await b.telegestion('parametre', 'ecrire', 'dureeMax', '800', '--depuis', '2099-01-01')).code).toBe(0);
    const { stdout } = await b.telegestion('parametre', 'lire', 'dureeMax', '--json');
    const faux = await b.telegestion('parametre', 'ecrire', 'numeroVert', 'abc', '--depuis', '2099-01-01');
    expect([faux.code, faux.stderr]).toEqual([1, expect.stringContaining('Écrivez par exemple : 0805123456')]);
    const bon = await b.telegestion(
      'parametre',
      'ecrire',
      'numeroVert',
      '0805123456',
      '--depuis',
      '2099-01-01',
      '--json',
    );
    expect(JSON.parse(bon.stdout)).toMatchObject({ valeur: '+33805123456' });
    expect(JSON.parse(stdout)[0]).toMatchObject({ valeur: 840, versions: [{ depuis: '2099-01-01', valeur: 800 }] });
  });
});
