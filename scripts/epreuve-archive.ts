import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { ETATS } from '#shared/etats/registre';
import { dateCivileSchema } from '#shared/temps/types';
import { refusPdfA } from '../sync-server/adapters/pdf/testing/preflight';
import { calculerEtat } from '../sync-server/domaines/chiffres/etats/calculer';
import { fichierEtat } from '../sync-server/domaines/chiffres/etats/fichiers';
import { horlogeSysteme } from '../sync-server/ports/horloge';
import { ouvrirMagasin } from '../sync-server/store/ouvrir';
import { telegestion } from './demo/processus';
import { assurerPaquet } from './outils/paquets';

// What is kept for ten years, and what is printed: every kind of PDF that the product makes, judged by Apache Preflight as PDF/A-1b,
// and a month as a SEDA package. SEDA_XSD=<main file of the published schema, with what it includes beside it> judges it by that one too.

const RACINE = join(dirname(fileURLToPath(import.meta.url)), '..');
const PETIT = join(RACINE, 'sync-server/domaines/dossiers/testing/fixtures/petit');
const SOUS_ENSEMBLE = join(RACINE, 'sync-server/domaines/archive/releves/seda/seda-2.2-sous-ensemble.xsd');
const MOIS = '2026-10';
/** Where the pictures are taken from, by whoever wants to look: kept where it is named. */
const garde = process.env.DOCUMENTS;
const dossier = garde ?? mkdtempSync(join(tmpdir(), 'tg-documents-'));
const env = { DATA_DIR: join(dossier, 'donnees'), MODE: 'production', COUCHDB_URL: '' };
const lancer = (...args: string[]): Promise<string> => telegestion(args, { racine: RACINE, env });
const vers = (nom: string): string => join(dossier, nom);

const fautes: string[] = [];
const tenir = (bon: boolean, quoi: string): void => {
  console.log(`${bon ? '✓' : '✗'} ${quoi}`);
  if (!bon) fautes.push(quoi);
};

const pdfsDe = (nom: string): string[] =>
  readdirSync(vers(nom), { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.pdf'))
    .map((f) => join(vers(nom), f));

/** Of the month, as a screen gives them: one file a state. */
const etatsEnPdf = async (): Promise<Record<string, Uint8Array>> => {
  const magasin = await ouvrirMagasin({ dataDir: env.DATA_DIR });
  const [du, au] = ['2026-10-01', '2026-10-31'].map((d) => dateCivileSchema.parse(d));
  const documents: Record<string, Uint8Array> = {};
  try {
    for (const { id } of ETATS) {
      if (du === undefined || au === undefined) break;
      const t = await calculerEtat(magasin, { etat: id, antenne: 'TOUTES', du, au }, horlogeSysteme);
      const f = t.ok ? fichierEtat(t.valeur, 'pdf', horlogeSysteme()) : t;
      if (f.ok) documents[`etat-${id}`] = await buffer(f.valeur.ouvrir());
      else console.log(`  état ${id} : ${f.refus.message}`);
    }
  } finally {
    await magasin.fermer();
  }
  return documents;
};

const juger = async (sorte: string, documents: Readonly<Record<string, Uint8Array>>): Promise<void> => {
  const nombre = Object.keys(documents).length;
  const refuses = nombre === 0 ? {} : await refusPdfA(documents);
  for (const [nom, dit] of Object.entries(refuses)) console.log(`  ${nom} : ${dit.slice(0, 400)}`);
  tenir(nombre > 0 && Object.keys(refuses).length === 0, `${sorte} : ${nombre} PDF/A-1b pour Apache Preflight`);
};

const manifesteSeda = (): Uint8Array => {
  const [paquet = ''] = readdirSync(vers('seda')).filter((f) => f.endsWith('.zip'));
  return unzipSync(readFileSync(join(vers('seda'), paquet)))['manifest.xml'] ?? new Uint8Array();
};

const jugerSeda = (manifeste: Uint8Array): void => {
  const xsd = XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(SOUS_ENSEMBLE)));
  const doc = XmlDocument.fromBuffer(manifeste);
  try {
    xsd.validate(doc);
    tenir(true, 'SEDA : valide pour la partie du schéma qu’emploie le produit');
  } catch (e) {
    tenir(false, `SEDA : ${e instanceof Error ? e.message : e}`);
  } finally {
    doc.dispose();
    xsd.dispose();
  }
};

/** The published schema says some things in two ways at once, which libxml2 refuses whole: this checker notes it, and judges. */
const PUBLIE = `
import sys, xmlschema
fautes = list(xmlschema.XMLSchema10(sys.argv[1], validation='lax').iter_errors(sys.argv[2]))
for f in fautes[:5]: print(f.path, f.reason)
sys.exit(1 if fautes else 0)`;

const jugerSedaPublie = (manifeste: Uint8Array, schema: string): void => {
  assurerPaquet('xmlschema');
  const juge = (nom: string, texte: Uint8Array | string) => {
    writeFileSync(vers(nom), texte);
    return spawnSync('/usr/bin/python3', ['-c', PUBLIE, schema, vers(nom)], { encoding: 'utf8' });
  };
  const r = juge('manifest.xml', manifeste);
  tenir(r.status === 0, `SEDA : valide pour le schéma publié ${r.stdout}${r.stderr}`.trim());
  const faux = Buffer.from(manifeste).toString().replace('<DescriptionLevel>Item<', '<DescriptionLevel>Piece<');
  tenir(
    juge('faux.xml', faux).status === 1,
    'SEDA : le schéma publié refuse un niveau de description qui n’existe pas',
  );
};

try {
  await lancer('importer', PETIT);
  await lancer('cloturer', MOIS, '--motif', 'essai');
  await lancer('archiver', MOIS);
  await lancer('prefacturer', MOIS, '--vers', vers('prefacturation'));
  await lancer('rapport', MOIS, '--vers', vers('rapport'));
  await lancer('manuels', '--vers', vers('manuels'));
  await lancer('seda', MOIS, '--vers', vers('seda'), '--archives', 'ARCHIVES', '--versant', 'CASVP');
  const lire = (fichiers: readonly string[]) =>
    Object.fromEntries(fichiers.map((f, n) => [`${basename(f, '.pdf').slice(0, 60)}-${n}`, readFileSync(f)]));
  await juger('relevés archivés', lire(pdfsDe('donnees/archive')));
  await juger('pro forma', lire(pdfsDe('prefacturation')));
  await juger('rapport d’activité', lire(pdfsDe('rapport')));
  await juger('manuels et papiers du marché', lire(pdfsDe('manuels')));
  await juger('états', await etatsEnPdf());
  const manifeste = manifesteSeda();
  jugerSeda(manifeste);
  if (process.env.SEDA_XSD) jugerSedaPublie(manifeste, process.env.SEDA_XSD);
  else console.log('SEDA : le schéma publié n’est pas donné (SEDA_XSD=<fichier principal>), rien n’y est essayé.');
} finally {
  if (garde === undefined) rmSync(dossier, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
}
console.log(fautes.length === 0 ? 'TENU.' : `${fautes.length} fautes.`);
process.exitCode = fautes.length === 0 ? 0 : 1;
