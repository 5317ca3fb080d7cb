import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { ARCHIVES_PREFLIGHT, assurerPaquet } from '../../../../scripts/outils/paquets';

const rapportSchema = z.object({
  preflights: z.object({
    preflight: z.array(
      z.object({
        '@name': z.string(),
        isValid: z.object({ '#text': z.boolean() }),
        errors: z.unknown().optional(),
      }),
    ),
  }),
});

/** Names of the documents that the independent checker refuses as PDF/A-1b, with what it says of each. */
export const refusPdfA = async (documents: Readonly<Record<string, Uint8Array>>): Promise<Record<string, string>> => {
  const java = assurerPaquet('java');
  const dossier = await mkdtemp(join(tmpdir(), 'tg-preflight-'));
  try {
    const noms = Object.keys(documents);
    for (const [nom, octets] of Object.entries(documents)) await writeFile(join(dossier, `${nom}.pdf`), octets);
    const liste = join(dossier, 'liste.txt');
    await writeFile(liste, noms.map((n) => join(dossier, `${n}.pdf`)).join('\n'));
    const args = [
      '-cp',
      ARCHIVES_PREFLIGHT.map(assurerPaquet).join(delimiter),
      'org.apache.pdfbox.preflight.Validator_A1b',
      'xml',
      'group',
      liste,
    ];
    await promisify(execFile)(java, args);
    const analyseur = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '@',
      isArray: (nom) => nom === 'preflight',
    });
    const { preflights } = rapportSchema.parse(analyseur.parse(await readFile(`${liste}.preflight.xml`, 'utf8')));
    const juges = preflights.preflight;
    if (juges.length !== noms.length) throw new Error(`${juges.length} documents jugés sur ${noms.length}`);
    return Object.fromEntries(
      juges.filter((p) => !p.isValid['#text']).map((p) => [p['@name'].replace(/\.pdf$/, ''), JSON.stringify(p.errors)]),
    );
  } finally {
    await rm(dossier, { recursive: true, force: true });
  }
};
