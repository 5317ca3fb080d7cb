import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FicheAntenne } from '#shared/contrats/antenne';
import type { EtatFige } from '#shared/contrats/cloture/cloture';
import type { Antenne } from '#shared/contrats/commun';
import { baseAntenne, idEtatFige } from '#shared/contrats/ids';
import { poserRegistre, registreEnPlace } from '#shared/domain/antenne/registre';
import { cheminObjet } from '#shared/domain/releve/chemins';
import { donneesReleve } from '#shared/domain/releve/donnees';
import { jsonCanonique } from '#shared/domain/releve/json-canonique';
import { verifierArchive } from '#shared/domain/releve/verifier';
import { type Instant, type Mois, moisSchema } from '#shared/temps/types';
import { hacher, vueDossier } from '../../../adapters/dossier';
import { commanderIci } from '../../../cli/testing/banc';
import { ouvrirMagasinEnMemoire } from '../../../http/testing/banc';
import { horlogeSysteme } from '../../../ports/horloge';
import { ErreurRefusee } from '../../../socle/travaux';
import { direCause } from '../../../store/causes';
import { ecrireTout } from '../../../store/ecrire';
import { lireCloture } from '../../../store/lectures/clos';
import { lireUn, type Magasin } from '../../../store/lire';
import { preparerBases } from '../../../store/preparer-bases';
import { lireAudit } from '../../audit/lire';
import { type Autorite, ouvrirAutorite } from '../horodatage/autorite';
import { type AutoriteLocale, ouvrirAutoriteLocale } from '../horodatage/testing/autorite-locale';
import { oublierArchive } from '../testing/oublier';
import { clore } from '../testing/petite-archive';
import { archiver } from './archiver';
import { archiverManquants } from './archiver-manquants';
import { horodaterArchive, jugeDeJetons } from './horodater';

const OCTOBRE = moisSchema.parse('2026-10');
const NOVEMBRE = moisSchema.parse('2026-11');
const DECEMBRE = moisSchema.parse('2026-12');

let magasin: Magasin;
let fermer: () => Promise<void>;
let dossier: string;

beforeAll(async () => {
  ({ magasin, fermer } = await ouvrirMagasinEnMemoire());
  await preparerBases(magasin, horlogeSysteme());
  await clore(magasin, 'EST', OCTOBRE, ['U1', 'U2', 'U3']);
  await clore(magasin, 'SUD', OCTOBRE, ['U4']);
  await clore(magasin, 'EST', NOVEMBRE, ['U1', 'U2']);
});
afterAll(() => fermer());
beforeEach(async () => {
  await oublierArchive(magasin);
  const racine = await mkdtemp(join(tmpdir(), 'tg-archive-'));
  dossier = join(racine, 'archive');
  return () => rm(racine, { recursive: true, force: true });
});

const lancer = (mois: Mois, antennes: Antenne[], autorite?: Autorite) =>
  archiver({ magasin, horloge: horlogeSysteme, dossier, autorite }, { mois, antennes, auteur: 'essai' });
const ecrits = async (mois: Mois, antennes: Antenne[]): Promise<number[]> => {
  const r = await lancer(mois, antennes);
  if (!r.ok) throw new Error(r.refus.message);
  return r.valeur.antennes.map((a) => a.ecrits);
};
const refus = async (mois: Mois, antennes: Antenne[]): Promise<string> => {
  const r = await lancer(mois, antennes);
  return r.ok ? 'accepté' : `${r.refus.code} ${r.refus.message}`;
};
const contenu = async (): Promise<Record<string, string>> => {
  const noms = await readdir(dossier, { recursive: true });
  const fichiers: Record<string, string> = {};
  for (const n of noms.sort())
    if ((await stat(join(dossier, n))).isFile()) fichiers[n] = (await readFile(join(dossier, n))).toString('latin1');
  return fichiers;
};
const verifier = async () => {
  const vue = await vueDossier(dossier);
  if (!vue) throw new Error('pas de dossier');
  return verifierArchive(vue);
};
const objets = async (fin: string) =>
  Object.keys(await contenu()).filter((n) => n.endsWith(fin) && n.startsWith('objets'));

describe('archiver', () => {
  it('[RE] a closed month becomes statements, their data, and a chain that the verification finds whole', async () => {
    expect(await ecrits(OCTOBRE, ['EST', 'SUD'])).toEqual([8, 4]);
    expect(await verifier()).toMatchObject({ releves: 4, chaines: 2, defauts: [] });
    expect((await objets('.pdf')).length).toBe(4);
    const [ligne] = (await readFile(join(dossier, 'chaines/SUD/2026-10.jsonl'), 'utf8')).trim().split('\n').slice(1);
    const entree = JSON.parse(ligne ?? '');
    expect(entree).toMatchObject({ n: 1, usagerId: 'U4', mois: '2026-10' });
    const pdf = await readFile(join(dossier, cheminObjet(entree.pdf, 'pdf')), 'latin1');
    expect(pdf.startsWith('%PDF-1.4')).toBe(true);
    expect(pdf).toContain(entree.donnees);
    expect((await stat(join(dossier, cheminObjet(entree.pdf, 'pdf')))).mode & 0o077).toBe(0);
  });

  it('[CL-2] run again it writes nothing; elsewhere, it gives the same bytes', async () => {
    await ecrits(OCTOBRE, ['EST', 'SUD']);
    const avant = await contenu();
    expect(await ecrits(OCTOBRE, ['EST', 'SUD'])).toEqual([0, 0]);
    expect(await contenu()).toEqual(avant);
    await rm(dossier, { recursive: true });
    await oublierArchive(magasin);
    await ecrits(OCTOBRE, ['EST', 'SUD']);
    expect(await contenu()).toEqual(avant);
  });

  it('[CL-2] [decision 0162] an archive that the store knows of, and that the folder has lost, is not begun again in silence', async () => {
    await ecrits(OCTOBRE, ['EST']);
    const avant = await contenu();
    await rm(dossier, { recursive: true });
    expect(await refus(NOVEMBRE, ['EST'])).toMatch(/^ARCHIVE_ABSENTE .*sauvegarde.*--archive-neuve/);
    const nuit = await archiverManquants({ magasin, horloge: horlogeSysteme, dossier });
    expect(nuit).toMatchObject({ ok: false, refus: { code: 'ARCHIVE_ABSENTE' } });
    expect(nuit.ok || direCause(new ErreurRefusee(nuit.refus))).toMatch(/runbook « restauration »/);
    await expect(readdir(dossier)).rejects.toThrow('ENOENT');
    const demandee = await archiver(
      { magasin, horloge: horlogeSysteme, dossier },
      { mois: OCTOBRE, antennes: ['EST'], auteur: 'essai', neuve: true },
    );
    expect([demandee.ok, await contenu()]).toEqual([true, avant]);
    // It is there again: nothing is asked any more.
    expect((await lancer(NOVEMBRE, ['EST'])).ok).toBe(true);
  });

  it('[decision 0162] an archive of before the store knew of one is noted by the night that finds it, and refuses nothing', async () => {
    for (const [mois, antennes] of [
      [OCTOBRE, ['EST', 'SUD']],
      [NOVEMBRE, ['EST']],
    ] as const)
      await ecrits(mois, [...antennes]);
    await oublierArchive(magasin);
    const p = { magasin, horloge: horlogeSysteme, dossier };
    expect(await archiverManquants(p)).toEqual({ ok: true, valeur: 0 });
    await rm(dossier, { recursive: true });
    expect(await archiverManquants(p)).toMatchObject({ ok: false, refus: { code: 'ARCHIVE_ABSENTE' } });
  });

  it('what was archived, and by whom, is in the audit; nothing is where nothing was written', async () => {
    const actes = async () =>
      (await lireAudit(magasin, { action: 'ARCHIVE' })).entrees.map((a) => `${a.auteur} ${a.objet}`).reverse();
    const avant = (await actes()).length;
    await ecrits(OCTOBRE, ['EST', 'SUD']);
    await ecrits(OCTOBRE, ['EST', 'SUD']);
    const apres = await actes();
    expect(apres.length).toBe(avant + 1);
    expect(apres).toContain('essai 2026-10 EST SUD');
  });

  it('[RE] the next month follows the last one archived; antenna by antenna', async () => {
    await ecrits(OCTOBRE, ['EST']);
    await ecrits(NOVEMBRE, ['EST']);
    await ecrits(OCTOBRE, ['SUD']);
    expect(await verifier()).toMatchObject({ releves: 6, chaines: 3, defauts: [] });
    const lignes = (chemin: string) => readFile(join(dossier, chemin), 'utf8').then((t) => t.trim().split('\n'));
    const derniere = JSON.parse((await lignes('chaines/EST/2026-10.jsonl')).at(-1) ?? '');
    const premiere = JSON.parse((await lignes('chaines/EST/2026-11.jsonl'))[0] ?? '');
    expect(premiere.precedent).toBe(derniere.empreinte);
  });

  it('[CL-2] [RE] by itself: the closed months that it lacks, oldest first, as by hand, then nothing', async () => {
    const seul = async () => {
      const r = await archiverManquants({ magasin, horloge: horlogeSysteme, dossier });
      if (!r.ok) throw new Error(r.refus.message);
      return r.valeur;
    };
    await ecrits(OCTOBRE, ['SUD']);
    expect(await seul()).toBe(5);
    const fait = await contenu();
    expect(await verifier()).toMatchObject({ releves: 6, chaines: 3, defauts: [] });
    expect(JSON.parse(fait['tetes.json'] ?? '').antennes.EST.map((m: { mois: Mois }) => m.mois)).toEqual([
      OCTOBRE,
      NOVEMBRE,
    ]);
    expect(await seul()).toBe(0);
    expect(await contenu()).toEqual(fait);
    await writeFile(join(dossier, 'tetes.json'), '{}');
    expect(await archiverManquants({ magasin, horloge: horlogeSysteme, dossier })).toMatchObject({
      ok: false,
      refus: { code: 'ARCHIVE_ALTEREE' },
    });
  });

  it('[CL-1] an open month is refused, with what to do; of several antennas, the closed ones are archived and the others named', async () => {
    expect(await refus(DECEMBRE, ['EST', 'SUD'])).toMatch(
      /^MOIS_OUVERT .*2026-12 n’est pas clos \(Est, Sud\).*telegestion cloturer 2026-12/,
    );
    const r = await lancer(NOVEMBRE, ['EST', 'SUD']);
    expect(r.ok && [r.valeur.antennes.map((a) => a.antenne), r.valeur.ouvertes]).toEqual([['EST'], ['SUD']]);
  });

  it('[RE] files that have gone are made again, to the byte', async () => {
    await ecrits(OCTOBRE, ['EST']);
    const avant = await contenu();
    const [pdf = ''] = await objets('.pdf');
    await rm(join(dossier, pdf));
    await rm(join(dossier, 'chaines/EST/2026-10.jsonl'));
    expect((await verifier()).defauts.map((d) => d.code)).toContain('MANQUANT');
    expect(await ecrits(OCTOBRE, ['EST'])).toEqual([2]);
    await rm(join(dossier, pdf));
    expect(await ecrits(OCTOBRE, ['EST'])).toEqual([1]);
    expect(await contenu()).toEqual(avant);
  });

  it('[CL-2] [RE] an antenna that has another name since gives again what was made under the one it had', async () => {
    await ecrits(OCTOBRE, ['EST']);
    const avant = await contenu();
    const est = registreEnPlace().map(
      (f): FicheAntenne =>
        f.code === 'EST'
          ? {
              ...f,
              libelle: 'Levant',
              adresse: ['Ailleurs', ''],
              avant: [{ ...f, jusqua: '2099-01-01T00:00:00Z' as Instant }],
            }
          : f,
    );
    const ancien = poserRegistre(est);
    try {
      await rm(join(dossier, 'objets'), { recursive: true });
      await rm(join(dossier, 'chaines/EST/2026-10.jsonl'));
      await ecrits(OCTOBRE, ['EST']);
      expect(await contenu()).toEqual(avant);
      expect(await verifier()).toMatchObject({ defauts: [] });
    } finally {
      poserRegistre(ancien);
    }
  });

  it('[CL-2] a month archived, or begun, in the former layout stays in it: what has gone is made again to the byte', async () => {
    const etat = await lireUn<EtatFige>(magasin, baseAntenne('SUD'), idEtatFige(OCTOBRE, 'U4'));
    const cloture = await lireCloture(magasin, 'SUD', OCTOBRE);
    if (!etat || !cloture) throw new Error('closed');
    const { _rev, ...fige } = etat;
    const texte = jsonCanonique(donneesReleve(fige, cloture, 1));
    const donnees = join(dossier, cheminObjet(hacher(texte), 'json'));
    await mkdir(dirname(donnees), { recursive: true });
    await writeFile(donnees, texte);
    await ecrits(OCTOBRE, ['SUD']);
    expect(await objets('.json')).toHaveLength(1);
    const avant = await contenu();
    const [pdf = ''] = await objets('.pdf');
    await rm(join(dossier, pdf));
    expect(await ecrits(OCTOBRE, ['SUD'])).toEqual([1]);
    expect(await contenu()).toEqual(avant);
    await rm(join(dossier, pdf));
    await rm(donnees);
    expect(await ecrits(OCTOBRE, ['SUD'])).toEqual([2]);
    expect(await contenu()).toEqual(avant);
    expect(await verifier()).toMatchObject({ defauts: [] });
    // Elsewhere, from the same closing, it is laid out as statements are now.
    await rm(dossier, { recursive: true });
    await oublierArchive(magasin);
    await ecrits(OCTOBRE, ['SUD']);
    expect(Object.keys(await contenu())).not.toContain(pdf);
  });

  it('[CO-1] [CL-2] who closed is named by their function in the chain, which leaves with the month; a chain that named the account is made again as it was', async () => {
    const auteurDe = async (): Promise<string> => {
      const [ouverture] = (await readFile(join(dossier, 'chaines/SUD/2026-10.jsonl'), 'utf8')).split('\n');
      return JSON.parse(ouverture ?? '').cloture.auteur;
    };
    await ecrits(OCTOBRE, ['SUD']);
    expect(await auteurDe()).toBe('l’administration du service');
    expect(JSON.stringify(await contenu())).not.toMatch(/CLI:|gestion01|auteurNom|auteurRole/);
    await rm(dossier, { recursive: true });
    await oublierArchive(magasin);
    const etat = await lireUn<EtatFige>(magasin, baseAntenne('SUD'), idEtatFige(OCTOBRE, 'U4'));
    const cloture = await lireCloture(magasin, 'SUD', OCTOBRE);
    if (!etat || !cloture) throw new Error('closed');
    const texte = jsonCanonique(donneesReleve(etat, cloture, 3));
    const donnees = join(dossier, cheminObjet(hacher(texte), 'json'));
    await mkdir(dirname(donnees), { recursive: true });
    await writeFile(donnees, texte);
    await ecrits(OCTOBRE, ['SUD']);
    expect(await auteurDe()).toBe(cloture.auteur);
    const avant = await contenu();
    await rm(join(dossier, 'chaines/SUD/2026-10.jsonl'));
    expect(await ecrits(OCTOBRE, ['SUD'])).toEqual([1]);
    expect(await contenu()).toEqual(avant);
    expect(await verifier()).toMatchObject({ defauts: [] });
  });

  it('[RE] cut before the last write, it is taken up again', async () => {
    await ecrits(OCTOBRE, ['EST']);
    const tetes = await readFile(join(dossier, 'tetes.json'));
    await ecrits(NOVEMBRE, ['EST']);
    const entier = await contenu();
    await writeFile(join(dossier, 'tetes.json'), tetes);
    const { defauts } = await verifier();
    expect(defauts.map((d) => [d.code, d.fichier])).toEqual([
      ['EN_TROP', 'registre/2026.jsonl'],
      ['EN_TROP', 'chaines/EST/2026-11.jsonl'],
    ]);
    expect(await ecrits(NOVEMBRE, ['EST'])).toEqual([1]);
    expect(await contenu()).toEqual(entier);
  });

  it('[RE] an altered archive is not written over: it is said', async () => {
    await ecrits(OCTOBRE, ['EST']);
    const chaine = join(dossier, 'chaines/EST/2026-10.jsonl');
    const texte = await readFile(chaine, 'utf8');
    await writeFile(chaine, texte.replace('"usagerId":"U2"', '"usagerId":"U9"'));
    expect(await refus(OCTOBRE, ['EST'])).toMatch(/^ARCHIVE_ALTEREE .*La ligne 3 a été modifiée/);
    await writeFile(chaine, texte);
    await rm(join(dossier, 'tetes.json'));
    expect(await refus(NOVEMBRE, ['EST'])).toMatch(/^TETES_ABSENTES .*depuis une sauvegarde/);
    await writeFile(join(dossier, 'tetes.json'), '{}');
    expect(await refus(NOVEMBRE, ['EST'])).toMatch(/^ARCHIVE_ALTEREE tetes.json/);
  });

  it('[CL-2] a frozen state that is no longer that of the closing is not archived', async () => {
    await clore(magasin, 'OUEST', OCTOBRE, ['U5']);
    const fige = await lireUn<EtatFige>(magasin, baseAntenne('OUEST'), idEtatFige(OCTOBRE, 'U5'));
    if (!fige) throw new Error('pas d’état figé');
    await ecrireTout(magasin, baseAntenne('OUEST'), [{ ...fige, visites: [] }]);
    expect(await refus(OCTOBRE, ['OUEST'])).toMatch(/^ETAT_ALTERE /);
  });

  it('one archiving at a time; a lock left by a process that died does not block', async () => {
    const [un, deux] = await Promise.all([lancer(OCTOBRE, ['EST']), lancer(OCTOBRE, ['EST'])]);
    const echec = [un, deux].find((r) => !r?.ok);
    expect(echec && !echec.ok && echec.refus.code).toBe('ARCHIVAGE_EN_COURS');
    await writeFile(join(dossier, '.verrou'), '4194303');
    expect(await ecrits(OCTOBRE, ['EST'])).toEqual([0]);
    expect(await readdir(dossier)).not.toContain('.verrou');
    // The machine was started again: another process bears that number now.
    await writeFile(join(dossier, '.verrou'), `${process.pid} un-autre-demarrage 42`);
    expect(await ecrits(OCTOBRE, ['EST'])).toEqual([0]);
  });

  it('a folder where nothing can be written is refused, with what to do', async () => {
    const obstacle = join(dirname(dossier), 'fichier');
    await writeFile(obstacle, '');
    dossier = join(obstacle, 'archive');
    expect(await refus(OCTOBRE, ['EST'])).toMatch(/^DOSSIER_ARCHIVE .*vérifiez le dossier/);
  });
});

describe('time-stamps of the archive', () => {
  let locale: AutoriteLocale;
  beforeAll(async () => {
    locale = await ouvrirAutoriteLocale();
  });
  afterAll(() => locale.fermer());
  const horodater = async (a: Autorite | undefined) => {
    const r = await horodaterArchive(dossier, { horloge: horlogeSysteme, autorite: a });
    if (!r?.ok) throw new Error(r?.refus.message ?? 'verrou');
    return r.valeur;
  };
  const juger = async (a: Autorite) => {
    const vue = await vueDossier(dossier);
    if (!vue) throw new Error('pas de dossier');
    return verifierArchive({ ...vue, jugerJeton: jugeDeJetons(vue, a) });
  };

  it('[RE] each archived month is dated by the authority; a month that it did not date says so, until it is', async () => {
    const autorite = ouvrirAutorite(locale);
    const r = await lancer(OCTOBRE, ['EST', 'SUD'], autorite);
    expect(r.ok && r.valeur.horodatage.etat).toBe('DATE');
    expect(await horodater(autorite)).toEqual({ etat: 'DEJA' });
    locale.panne('muette');
    const sans = await lancer(NOVEMBRE, ['EST'], autorite);
    expect(sans.ok && sans.valeur.horodatage).toMatchObject({ etat: 'ABSENT', code: 'INJOIGNABLE' });
    await horodater(autorite);
    let vu = await juger(autorite);
    expect(vu.defauts).toEqual([]);
    expect(vu.mois.map((m) => [m.antenne, m.mois, m.instant !== undefined])).toEqual([
      ['EST', '2026-10', true],
      ['SUD', '2026-10', true],
      ['EST', '2026-11', false],
    ]);
    expect(vu.absence).toMatchObject({ code: 'INJOIGNABLE' });
    // Tried twice, said once.
    expect((await readFile(join(dossier, 'horodatages/journal.jsonl'), 'utf8')).trim().split('\n')).toHaveLength(2);
    locale.panne('aucune');
    expect(await horodater(autorite)).toMatchObject({ etat: 'DATE' });
    vu = await juger(autorite);
    expect([vu.defauts, vu.absence, vu.mois.every((m) => m.instant)]).toEqual([[], undefined, true]);
  });

  it('[RE] a time-stamp removed, altered, or put in the place of another is named', async () => {
    const autorite = ouvrirAutorite(locale);
    await lancer(OCTOBRE, ['EST'], autorite);
    await lancer(OCTOBRE, ['SUD'], autorite);
    const [un = '', deux = ''] = (await readdir(join(dossier, 'horodatages'))).filter((f) => f.endsWith('.tsr'));
    const octets = await readFile(join(dossier, 'horodatages', un));
    await rm(join(dossier, 'horodatages', un));
    expect((await juger(autorite)).defauts).toMatchObject([{ code: 'MANQUANT', fichier: `horodatages/${un}` }]);
    await writeFile(join(dossier, 'horodatages', un), await readFile(join(dossier, 'horodatages', deux)));
    expect((await juger(autorite)).defauts).toMatchObject([{ code: 'ALTERE', fichier: `horodatages/${un}` }]);
    await writeFile(join(dossier, 'horodatages', un), octets);
    expect((await juger(autorite)).defauts).toEqual([]);
    const inconnue = ouvrirAutorite({ ...locale, ca: join(dossier, 'absent.pem') });
    expect((await juger(inconnue)).defauts[0]?.message).toContain('HORODATAGE_CA');
    // The authority has another root since, and its file was put in the place of the former one.
    const autre = await ouvrirAutoriteLocale();
    try {
      const remplace = (await juger(ouvrirAutorite(autre))).defauts.map((d) => d.message);
      expect(remplace).toHaveLength(2);
      for (const m of remplace) expect(m).toMatch(/n’en ôtez jamais d’ancien/);
      for (const m of remplace) expect(m).not.toContain('sauvegarde');
      const toutes = join(dossier, '..', 'toutes.pem');
      await writeFile(toutes, `${await readFile(locale.ca, 'utf8')}\n${await readFile(autre.ca, 'utf8')}`);
      expect((await juger(ouvrirAutorite({ ...autre, ca: toutes }))).defauts).toEqual([]);
    } finally {
      await autre.fermer();
    }
  });

  it('[RE] without an authority, the archive is whole and says that nobody dated it; cut after an answer, it goes on', async () => {
    await ecrits(OCTOBRE, ['EST']);
    expect(await horodater(undefined)).toEqual({ etat: 'SANS_AUTORITE' });
    expect(await verifier()).toMatchObject({ defauts: [], jetons: 0, mois: [{ antenne: 'EST', mois: '2026-10' }] });
    const tetes = await readFile(join(dossier, 'tetes.json'));
    const autorite = ouvrirAutorite(locale);
    await horodater(autorite);
    await writeFile(join(dossier, 'tetes.json'), tetes);
    expect((await verifier()).defauts).toMatchObject([{ fichier: 'horodatages/journal.jsonl' }]);
    const demandes = locale.demandes();
    expect(await horodater(autorite)).toEqual({ etat: 'DEJA' });
    expect(locale.demandes()).toBe(demandes);
    expect((await verifier()).defauts).toEqual([]);
  });
});

describe('telegestion verifier', () => {
  const commanderAvec = async (env: Record<string, string>, ...args: string[]) => {
    const { code, stdout, stderr } = await commanderIci(['verifier', ...args], { MODE: 'production', ...env });
    return { code, sortie: stdout, erreur: stderr };
  };
  const commande = (...args: string[]) => commanderAvec({}, ...args);

  it('[RE] where an authority is set, 3 while it has not dated a month, then 0', async () => {
    await ecrits(OCTOBRE, ['EST', 'SUD']);
    const locale = await ouvrirAutoriteLocale();
    const env = { HORODATAGE_URL: locale.url, HORODATAGE_CA: locale.ca };
    expect(await commanderAvec(env, dossier)).toMatchObject({
      code: 3,
      sortie: expect.stringMatching(/^Archive sans défaut, mais des mois n’ont été datés par personne.* : 4/),
    });
    await horodaterArchive(dossier, { horloge: horlogeSysteme, autorite: ouvrirAutorite(locale) });
    expect(await commanderAvec(env, dossier)).toMatchObject({
      code: 0,
      sortie: expect.stringContaining('Archive intacte : 4'),
    });
    await locale.fermer();
  });

  it('[RE] 0 and a sentence for a whole archive, undated where no authority is set; 1 and the file for an altered one, in JSON too', async () => {
    await ecrits(OCTOBRE, ['EST', 'SUD']);
    const intacte = await commande(dossier);
    expect(intacte).toMatchObject({ code: 0, sortie: expect.stringContaining('Archive intacte : 4') });
    expect(intacte.sortie).toContain('SANS HORODATAGE');
    const [pdf = ''] = await objets('.pdf');
    await chmod(join(dossier, pdf), 0o600);
    await writeFile(join(dossier, pdf), `${await readFile(join(dossier, pdf), 'latin1')} `, 'latin1');
    const altere = await commande(dossier);
    expect(altere.code).toBe(1);
    expect(altere.sortie).toContain(pdf);
    const json = await commande(dossier, '--json');
    expect(json.code).toBe(1);
    expect(JSON.parse(json.sortie).defauts).toMatchObject([{ code: 'ALTERE', fichier: pdf }]);
  });

  it('a folder that holds no archive is an error, not a success', async () => {
    const r = await commande(join(dossier, 'ailleurs'));
    expect(r).toMatchObject({ code: 1, erreur: expect.stringContaining('ne contient pas d’archive') });
  });
});
