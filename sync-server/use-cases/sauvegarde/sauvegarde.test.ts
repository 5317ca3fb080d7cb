import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { verifierArchive } from '#shared/domain/releve/verifier';
import { epochMs, instantDe } from '#shared/temps/paris';
import { type Instant, instantSchema, moisSchema } from '#shared/temps/types';
import { vueDossier } from '../../adapters/archive/dossier';
import { BASE_RESTAURATION } from '../../adapters/depot/bases';
import { lireHistoire } from '../../adapters/depot/histoire';
import type { CleMaitresse } from '../../adapters/sauvegarde/cle';
import { ecrireLot, lireChangements, lireUn } from '../../ports/documents';
import { rattraper } from '../../transitions/rattraper';
import { lireRepere } from '../../transitions/repere';
import { verifierAudit } from '../audit/verifier';
import { preparerBases } from '../preparer-bases';
import { creerSauvegardePeriodique } from './periodique';
import { restaurer, verifierSauvegarde } from './restaurer';
import { type Precedente, sauvegarder } from './sauvegarder';
import { sauvegarderEnSerie } from './serie';
import {
  archiverMois,
  type BancSauvegarde,
  cloreMois,
  exporterMois,
  type Installation,
  installerService,
  ouvrirBancSauvegarde,
  photographier,
} from './testing/banc';

const CLE: CleMaitresse = { mode: 'brute', octets: Buffer.alloc(32, 5) };
const MOIS = ['2026-08', '2026-09', '2026-10'].map((m) => moisSchema.parse(m));
let maintenant: Instant = instantSchema.parse('2026-11-05T08:00:00Z');
const horloge = (): Instant => maintenant;
const avancer = (secondes: number): void => {
  maintenant = instantDe(epochMs(maintenant) + secondes * 1000);
};

let b: BancSauvegarde;
let source: Installation;
beforeAll(async () => {
  b = await ouvrirBancSauvegarde();
  source = await b.neuve();
  await installerService(source, { dossier: b.chemin('service'), mois: MOIS, horloge });
  for (const m of MOIS.slice(0, 2)) {
    await cloreMois(source, m, horloge);
    await archiverMois(source, m, horloge);
  }
  // What a closing changes of the dashboards is counted, as the server does on its own.
  await rattraper(source.magasin, horloge);
  await mkdir(join(source.dataDir, 'svi/journal'), { recursive: true });
  await writeFile(join(source.dataDir, 'svi/journal/journal-00000001.log'), 'ligne\n');
  await writeFile(join(source.dataDir, 'svi/annuaire.json'), '{}');
  await writeFile(join(source.dataDir, 'plivo.json'), '{"authToken":"secret"}');
});
afterAll(() => b.fermer());

const ports = (i: Installation, cle = CLE) => ({ magasin: i.magasin, horloge, dataDir: i.dataDir, cle });
const ecrire = async (nom: string, precedente?: Precedente): Promise<Precedente> => {
  const r = await sauvegarder(ports(source), { fichier: b.chemin(nom), precedente });
  if (!r.ok) throw new Error(r.refus.message);
  const { serie, rang, instant, empreinte } = r.valeur.rapport;
  return { serie, rang, instant, empreinte, fin: r.valeur.fin };
};
const rendre = async (nom: string, jusqua?: Instant): Promise<Installation> => {
  const i = await b.neuve();
  const r = await restaurer(ports(i), { source: b.chemin(nom), jusqua, auteur: 'essai' });
  if (!r.ok) throw new Error(r.refus.message);
  return i;
};
const refus = async (i: Installation, nom: string, cle = CLE, jusqua?: Instant): Promise<string> => {
  const r = await restaurer(ports(i, cle), { source: b.chemin(nom), jusqua, auteur: 'essai' });
  return r.ok ? 'restauré' : `${r.refus.code} ${r.refus.message}`;
};
const poser = async (base: string, doc: { _id: string; [c: string]: unknown }): Promise<void> => {
  const connu = await lireUn<object>(source.magasin, base, doc._id);
  const [l] = await ecrireLot(source.magasin, base, [{ ...doc, ...(connu ? { _rev: connu._rev } : {}) }]);
  if (l?.erreur !== undefined) throw new Error(l.erreur);
};

describe('une sauvegarde complète', () => {
  it('rend les mêmes documents, révisions et fichiers ; les mois clos donnent les mêmes octets, l’archive et l’audit sont intacts', async () => {
    await ecrire('complete.tgs');
    const rendue = await rendre('complete.tgs');
    expect(await photographier(rendue)).toEqual(await photographier(source));
    for (const m of MOIS.slice(0, 2))
      expect(await exporterMois(rendue, m, b.chemin(`rendu-${m}`), horloge)).toEqual(
        await exporterMois(source, m, b.chemin(`source-${m}`), horloge),
      );
    const vue = await vueDossier(join(rendue.dataDir, 'archive'));
    if (!vue) throw new Error('pas d’archive');
    expect(await verifierArchive(vue)).toMatchObject({ defauts: [] });
    expect((await verifierAudit(rendue.magasin)).defauts).toEqual([]);
    expect(await readFile(join(rendue.dataDir, 'svi/journal/journal-00000001.log'), 'utf8')).toBe('ligne\n');
    expect(await readdir(join(rendue.dataDir, 'svi'))).toEqual(['journal']);
    expect(await readdir(rendue.dataDir)).not.toContain('plivo.json');
    expect(await lireHistoire(rendue.magasin)).not.toBe(await lireHistoire(source.magasin));
  });

  it('ce que les transitions avaient traité ne l’est pas de nouveau', async () => {
    const rendue = await rendre('complete.tgs');
    const restant = async (i: Installation, base: string): Promise<string[]> => {
      const { sequences } = await lireRepere(i.magasin, 'apparier');
      const { lignes } = await lireChangements(i.magasin, base, sequences.get(base) ?? '0', 1000);
      return lignes.flatMap((l) => (l.id.startsWith('cloture-en-cours:') ? [] : [l.id])).sort();
    };
    for (const base of [baseAntenne('EST'), 'tg-pointages-2026'])
      expect(await restant(rendue, base)).toEqual(await restant(source, base));
    const avant = await photographier(rendue);
    await rattraper(rendue.magasin, horloge);
    expect(await photographier(rendue)).toEqual(avant);
  });

  it('les sessions n’y sont pas, ni la clé ; le reste de tg-central y est', async () => {
    await poser(BASE_CENTRALE, { _id: 'session:abc', type: 'session' });
    await poser(BASE_CENTRALE, { _id: 'compte:durand', type: 'compte' });
    await ecrire('sessions.tgs');
    const rendue = await rendre('sessions.tgs');
    expect(await lireUn(rendue.magasin, BASE_CENTRALE, 'session:abc')).toBeUndefined();
    expect(await lireUn(rendue.magasin, BASE_CENTRALE, 'compte:durand')).toBeDefined();
  });

  it('pendant qu’on écrit : ce qui était acquis avant y est, et rien n’est à moitié', async () => {
    let arret = false;
    const ecriture = (async () => {
      for (let n = 0; !arret; n += 1) await poser(baseAntenne('SUD'), { _id: `note:2026-11-05:${n % 20}`, n });
    })();
    await poser(baseAntenne('SUD'), { _id: 'note:2026-11-04:avant', type: 'note' });
    await ecrire('vivante.tgs');
    arret = true;
    await ecriture;
    const rendue = await rendre('vivante.tgs');
    expect(await lireUn(rendue.magasin, baseAntenne('SUD'), 'note:2026-11-04:avant')).toBeDefined();
  });
});

describe('des incréments', () => {
  it('ne tiennent que ce qui a changé, et rendent l’état de chaque instant : changé, supprimé, base disparue, fichier ajouté', async () => {
    await mkdir(b.chemin('serie'));
    await source.magasin.nano.db.create('tg-pointages-2019');
    await poser('tg-pointages-2019', { _id: 'divers:x', type: 'divers' });
    await poser(baseAntenne('EST'), { _id: 'note:2026-11-05:a', v: 1 });
    await poser(baseAntenne('EST'), { _id: 'note:2026-11-05:b', v: 1 });
    const p0 = await ecrire('serie/0.tgs');
    const etats = [await photographier(source)];
    avancer(600);
    await poser(baseAntenne('EST'), { _id: 'note:2026-11-05:a', v: 2 });
    await poser(baseAntenne('EST'), { _id: 'note:2026-11-05:b', _deleted: true });
    await cloreMois(source, MOIS[2] ?? moisSchema.parse('2026-10'), horloge);
    const p1 = await ecrire('serie/1.tgs', p0);
    etats.push(await photographier(source));
    avancer(600);
    await poser(baseAntenne('EST'), { _id: 'note:2026-11-05:b', v: 3 });
    await poser(baseAntenne('EST'), { _id: 'note:2026-11-05:a', v: 3 });
    await source.magasin.nano.db.destroy('tg-pointages-2019');
    await archiverMois(source, MOIS[2] ?? moisSchema.parse('2026-10'), horloge);
    const p2 = await ecrire('serie/2.tgs', p1);
    etats.push(await photographier(source));
    const compte = (p: Precedente) => Object.values(p.fin.bases).reduce((n, x) => n + x.documents, 0);
    expect(compte(p2)).toBeLessThan(30);
    expect(compte(p1)).toBeLessThan(compte(p0) / 4);
    for (const [n, p] of [p0, p1, p2].entries()) {
      const rendue = await rendre('serie', p.instant);
      expect(await photographier(rendue)).toEqual(etats[n]);
      const conflits = await rendue.magasin.nano.use(baseAntenne('EST')).get('note:2026-11-05:a', { conflicts: true });
      expect(conflits._conflicts).toBeUndefined();
    }
    const derniere = await rendre('serie');
    const m = MOIS[2] ?? moisSchema.parse('2026-10');
    expect(await exporterMois(derniere, m, b.chemin('fin-rendu'), horloge)).toEqual(
      await exporterMois(source, m, b.chemin('fin-source'), horloge),
    );
    const vue = await vueDossier(join(derniere.dataDir, 'archive'));
    expect(vue && (await verifierArchive(vue)).defauts).toEqual([]);
  });

  it('un maillon manquant, remplacé ou altéré est dit, avec l’instant que l’on peut encore rendre', async () => {
    const vierge = await b.neuve();
    const [f0, f1] = [b.chemin('serie/0.tgs'), b.chemin('serie/1.tgs')];
    const bon = await readFile(f1);
    await rm(f1);
    expect(await refus(vierge, 'serie')).toMatch(/^CHAINE_ROMPUE .*l’incrément n° 1/);
    const altere = Buffer.from(bon);
    altere[altere.length - 40] = (altere[altere.length - 40] ?? 0) ^ 1;
    await writeFile(f1, altere);
    expect(await refus(vierge, 'serie')).toMatch(/^ALTEREE .*« --jusqu-a 20/);
    await writeFile(f1, bon);
    // Another whole backup in the place of the first: the increments are not its own.
    const avant = await readFile(f0);
    const p0 = await verifierSauvegarde({ cle: CLE }, { source: f0 });
    if (!p0.ok) throw new Error(p0.refus.message);
    await rm(f0);
    expect(await refus(vierge, 'serie/2.tgs')).toMatch(/^CHAINE_ROMPUE .*complète dont dépend/);
    await writeFile(f0, avant);
    expect(await refus(vierge, 'serie', CLE, instantSchema.parse('2020-01-01T00:00:00Z'))).toMatch(/^TROP_TOT /);
    expect(await vierge.magasin.nano.db.list()).toEqual([]);
  });
});

describe('un dossier de sauvegardes', () => {
  it('une complète, puis des incréments ; le lendemain une complète, et les plus anciennes s’en vont', async () => {
    const dossier = b.chemin('dossier');
    const o = { dossier, cle: CLE, generations: 2 };
    const p = creerSauvegardePeriodique(
      { magasin: source.magasin, horloge, dataDir: source.dataDir },
      { dossier, cle: Buffer.alloc(32, 5).toString('base64'), generations: o.generations },
    );
    const noms = async () => (await readdir(dossier)).map((n) => n.replace(/^telegestion-\w+-/, ''));
    await p.passer();
    avancer(600);
    await poser(baseAntenne('OUEST'), { _id: 'note:2026-11-05:o', v: 1 });
    await p.passer();
    // Another process, which remembers nothing, goes on from the last file.
    avancer(600);
    const suite = await sauvegarderEnSerie(ports(source), o);
    expect(suite.ok && suite.valeur.rang).toBe(2);
    expect(await noms()).toEqual(['complete.tgs', '0001.tgs', '0002.tgs']);
    avancer(24 * 3600);
    await p.passer();
    avancer(24 * 3600);
    await p.passer();
    expect(await noms()).toEqual(['complete.tgs', 'complete.tgs']);
    expect(p.etat()).toEqual({ etat: 'ok', depuis: maintenant });
    const rendue = await rendre('dossier');
    expect(await lireUn(rendue.magasin, baseAntenne('OUEST'), 'note:2026-11-05:o')).toMatchObject({ v: 1 });
    // Lowered on a full disk, the setting makes room at once: not the next day, with the next whole one.
    avancer(600);
    const reduite = await sauvegarderEnSerie(ports(source), { ...o, generations: 1 });
    expect(reduite).toMatchObject({ ok: true, valeur: { rang: 1, retirees: 1 } });
    expect(await noms()).toEqual(['complete.tgs', '0001.tgs']);
  });

  it('le réglage baissé ne retire rien tant que la dernière génération ne se relit pas jusqu’au bout, et un échec dit ce qui est parti', async () => {
    const dossier = b.chemin('trois');
    const serie = (generations: number) => sauvegarderEnSerie(ports(source), { dossier, generations });
    for (let n = 0; n < 3; n += 1) {
      expect(await serie(3)).toMatchObject({ ok: true, valeur: { rang: 0 } });
      avancer(24 * 3600);
    }
    // Nothing can be written any more: a folder stands where the next one is to be.
    const bouche = `telegestion-${maintenant.replace(/[-:]/g, '')}-complete.tgs`;
    await mkdir(join(dossier, bouche));
    const fichiers = async () => (await readdir(dossier)).filter((n) => n !== bouche).sort();
    const avant = await fichiers();
    expect(avant).toHaveLength(3);
    const derniere = join(dossier, avant[2] ?? '');
    const bon = await readFile(derniere);
    await writeFile(derniere, bon.subarray(0, bon.length - 100));
    const dit = async () => {
      const r = await serie(1);
      return r.ok ? 'faite' : r.refus.message;
    };
    expect(await dit()).toMatch(/Aucune génération ancienne n’est retirée/);
    expect(await fichiers()).toEqual(avant);
    await writeFile(derniere, bon);
    expect(await dit()).toMatch(/2\sgénérations anciennes retirées du dossier\.$/);
    expect(await fichiers()).toEqual(avant.slice(2));
    await rm(join(dossier, bouche), { recursive: true });
  });

  it('le réglage baissé, avec une clé qui n’ouvre pas la dernière : une complète est faite, aucune ancienne n’est retirée, et c’est dit', async () => {
    const dossier = b.chemin('quatre');
    const memoire = {};
    for (let n = 0; n < 2; n += 1) {
      expect(await sauvegarderEnSerie(ports(source), { dossier, generations: 2 }, memoire)).toMatchObject({ ok: true });
      avancer(24 * 3600);
    }
    const avant = (await readdir(dossier)).sort();
    const r = await sauvegarderEnSerie(
      ports(source, { mode: 'brute', octets: Buffer.alloc(32, 6) }),
      { dossier, generations: 1 },
      memoire,
    );
    expect(r).toMatchObject({
      ok: true,
      valeur: { rang: 0, retirees: 0, menage: expect.stringMatching(/^Aucune génération ancienne n’est retirée/) },
    });
    expect((await readdir(dossier)).sort()).toEqual([...avant, expect.stringMatching(/complete\.tgs$/)]);
  });

  it('sans clé, ou d’une autre clé, il ne continue pas la série d’un autre ; un échec se voit', async () => {
    const sansCle = creerSauvegardePeriodique(
      { magasin: source.magasin, horloge, dataDir: source.dataDir },
      { dossier: b.chemin('dossier'), cle: undefined, generations: 2 },
    );
    await expect(sansCle.passer()).rejects.toThrow('SAUVEGARDE_CLE');
    expect(sansCle.etat().etat).toBe('en echec');
    const autre = { mode: 'brute', octets: Buffer.alloc(32, 6) } as const;
    const r = await sauvegarderEnSerie(
      { ...ports(source), cle: autre },
      { dossier: b.chemin('dossier'), generations: 9 },
    );
    expect(r.ok && r.valeur.rang).toBe(0);
  });
});

describe('restaurer refuse, et n’écrit rien', () => {
  it('une mauvaise clé, un fichier coupé, altéré, étranger ou absent', async () => {
    const i = await b.neuve();
    expect(await refus(i, 'complete.tgs', { mode: 'brute', octets: Buffer.alloc(32, 6) })).toMatch(/^CLE_FAUSSE /);
    const bon = await readFile(b.chemin('complete.tgs'));
    await mkdir(b.chemin('mauvais'));
    await writeFile(b.chemin('mauvais/coupe.tgs'), bon.subarray(0, bon.length - 100));
    expect(await refus(i, 'mauvais/coupe.tgs')).toMatch(/^(COUPEE|ALTEREE) /);
    await writeFile(b.chemin('mauvais/zip.tgs'), 'PK');
    expect(await refus(i, 'mauvais/zip.tgs')).toMatch(/^PAS_UNE_SAUVEGARDE /);
    expect(await refus(i, 'mauvais/rien.tgs')).toMatch(/^FICHIER_ABSENT /);
    await mkdir(b.chemin('vide'));
    expect(await refus(i, 'vide')).toMatch(/^AUCUNE_SAUVEGARDE /);
    expect(await i.magasin.nano.db.list()).toEqual([]);
  });

  it('une installation qui n’est pas vide, et la laisse comme elle est', async () => {
    const avant = await photographier(source);
    expect(await refus(source, 'complete.tgs')).toMatch(/^INSTALLATION_OCCUPEE .*rien n’est écrit/);
    expect(await photographier(source)).toEqual(avant);
    const i = await b.neuve();
    await mkdir(join(i.dataDir, 'archive'));
    expect(await refus(i, 'complete.tgs')).toMatch(/^INSTALLATION_OCCUPEE .*archive/);
  });

  it('interrompue, elle n’ouvre à personne, et se reprend', async () => {
    const i = await b.neuve();
    const { nano } = i.magasin;
    // As a machine that stops dead leaves it.
    await nano.db.create(BASE_RESTAURATION);
    await ecrireLot(i.magasin, BASE_RESTAURATION, [
      { _id: 'restauration', type: 'restauration', dossiers: ['archive', 'svi/journal'] },
    ]);
    await nano.db.create(BASE_CENTRALE);
    await ecrireLot(i.magasin, BASE_CENTRALE, [{ _id: 'compte:reste', type: 'compte' }]);
    await mkdir(join(i.dataDir, 'archive'));
    await expect(preparerBases(i.magasin, maintenant)).rejects.toThrow('relancez-la');
    expect(await refus(i, 'complete.tgs')).toBe('restauré');
    expect(await lireUn(i.magasin, BASE_CENTRALE, 'compte:reste')).toBeUndefined();
  });

  it('en échec au milieu, elle ne laisse rien', async () => {
    const i = await b.neuve();
    // A file stands where the folder should: the disk refuses.
    const obstacle = join(i.dataDir, 'obstacle');
    await writeFile(obstacle, '');
    const r = await restaurer(
      { ...ports(i), dataDir: obstacle },
      { source: b.chemin('complete.tgs'), auteur: 'essai' },
    );
    expect(r.ok || r.refus.code).toBe('DISQUE');
    expect(await i.magasin.nano.db.list()).toEqual([]);
  });
});
