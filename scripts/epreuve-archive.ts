import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { ETATS } from '#shared/etats/registre';
import { dateCivileSchema } from '#shared/temps/types';
import { refusPdfA } from '../sync-server/adapters/pdf/testing/preflight';
import { calculerEtat } from '../sync-server/domaines/chiffres/etats/calculer';
import { fichierEtat } from '../sync-server/domaines/chiffres/etats/fichiers';
import { horlogeSysteme } from '../sync-server/ports/horloge';
import { ouvrirMagasin } from '../sync-server/store/ouvrir';
import { telegestion } from './demo/processus';

// What is kept for ten years, and what is printed: every kind of PDF that the product makes, judged by Apache Preflight as PDF/A-1b,
// and a month as a SEDA package. SEDA_XSD=<main file of the published schema> judges it by that one too.

const RACINE = join(dirname(fileURLToPath(import.meta.url)), '..');
const PETIT = join(RACINE, 'sync-server/domaines/dossiers/testing/fixtures/petit');
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

const jugerSeda = (nom: string, schema: string): void => {
  const [paquet = ''] = readdirSync(vers('seda')).filter((f) => f.endsWith('.zip'));
  const manifeste = unzipSync(readFileSync(join(vers('seda'), paquet)))['manifest.xml'] ?? new Uint8Array();
  const xsd = XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(schema), { url: schema }));
  const doc = XmlDocument.fromBuffer(manifeste);
  try {
    xsd.validate(doc);
    tenir(true, `SEDA : valide pour ${nom}`);
  } catch (e) {
    tenir(false, `SEDA, ${nom} : ${e instanceof Error ? e.message : e}`);
  } finally {
    doc.dispose();
    xsd.dispose();
  }
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
  xmlRegisterFsInputProviders();
  jugerSeda(
    'la partie du schéma qu’emploie le produit',
    join(RACINE, 'sync-server/domaines/archive/releves/seda/seda-2.2-sous-ensemble.xsd'),
  );
  if (process.env.SEDA_XSD) jugerSeda('le schéma publié', process.env.SEDA_XSD);
  else console.log('SEDA : le schéma publié n’est pas donné (SEDA_XSD=…/seda-2.2-main.xsd), rien n’y est essayé.');
} finally {
  if (garde === undefined) rmSync(dossier, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
}
console.log(fautes.length === 0 ? 'TENU.' : `${fautes.length} fautes.`);
process.exitCode = fautes.length === 0 ? 0 : 1;
