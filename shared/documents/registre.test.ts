import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { estTypeSaisie, SAISIES, SAISIES_PRISES } from '../contrats/saisie';
import { COLLECTIONS, type Collection, estSansAge } from '../replication/protocole';
import { CHAMPS_RECUS } from './collections';
import { BASES, type Base, type Conservation } from './ligne';
import { DES_POSTES } from './postes';
import { estTypeDocument, ligneDuType, REGISTRE, TYPES_DOCUMENTS, TYPES_PARTAGES, typeDeId, typesOu } from './registre';

const RACINE = join(import.meta.dirname, '../..');

const sources = (dossier: string): string[] =>
  readdirSync(join(RACINE, dossier), { withFileTypes: true }).flatMap((e) => {
    const chemin = `${dossier}/${e.name}`;
    if (e.isDirectory()) return e.name === 'testing' ? [] : sources(chemin);
    return /\.tsx?$/.test(e.name) && !/\.(test|contract|testing)\.tsx?$|banc\.ts$/.test(e.name) ? [chemin] : [];
  });

/** Words of libraries: options of a command line, JSON Schema, files of a workbook, an HTML field. */
const PAS_UN_DOCUMENT = new Set([
  'string',
  'boolean',
  'number',
  'object',
  'pattern',
  'conjunction',
  'tollfree',
  'text',
]);
for (const mot of ['event', 'resource', 'checkbox', 'divers', 'a', 'b', 'x', 'date', 'null']) PAS_UN_DOCUMENT.add(mot);

describe('every type has a row', () => {
  test('what the source writes as a document’s type is in the register', () => {
    const inconnus = ['shared', 'sync-server', 'telephony', 'app'].flatMap(sources).flatMap((chemin) =>
      [...readFileSync(join(RACINE, chemin), 'utf8').matchAll(/\btype: ?(?:z\.literal\()?'([a-z-]+)'/g)]
        .map(([, type = '']) => type)
        .filter((type) => !estTypeDocument(type) && !PAS_UN_DOCUMENT.has(type))
        .map((type) => `${chemin} : ${type}`),
    );
    expect(inconnus).toEqual([]);
  });

  test.each(TYPES_DOCUMENTS)('%s: its schema is of that type, and its id is said', (type) => {
    const { schema, id, un, quoi, conservation } = ligneDuType(type);
    const options: z.ZodType[] = schema instanceof z.ZodDiscriminatedUnion ? (schema.options as z.ZodType[]) : [schema];
    for (const o of options) {
      if (!(o instanceof z.ZodObject)) throw new Error('objet attendu');
      expect(o.shape._id).toBeDefined();
      const dit = o.shape.type;
      // What makes a change of code current is known by its id alone.
      if (dit instanceof z.ZodLiteral) expect([...dit.values]).toEqual([type]);
      else expect(['ancien-code', 'code-usager', 'code-intervenant']).toContain(type);
    }
    expect(typeDeId(`${type}:x`)).toBe(type);
    expect(id).toMatch(/^$|^ecriture$|^<[^<>]+>(:<[^<>]+>)*$/);
    expect([un, quoi, ...(conservation.dite === undefined ? [] : [conservation.dite])].every((t) => t.length > 3)).toBe(
      true,
    );
  });

  test('a browser knows every row of which it receives or writes something, and only what it writes is said to be', () => {
    expect(typesOu((l) => l.recu !== undefined || l.saisie !== undefined).filter((t) => !(t in DES_POSTES))).toEqual(
      [],
    );
    expect(typesOu((l) => l.saisie !== undefined)).toEqual(typesOu((l) => l.ecrivains.includes('POSTE')));
    expect(typesOu((l) => l.saisie !== undefined && !l.bases.includes('ANTENNE'))).toEqual([]);
  });

  test('[RE] what may name a usager or an aide says what each is given of it, or why nothing', () => {
    const nomme = /"(usagerId|intervenantId|usagers|intervenants|id_intervenant)"/;
    const forme = (t: (typeof TYPES_DOCUMENTS)[number]): string =>
      JSON.stringify(z.toJSONSchema(ligneDuType(t).schema, { io: 'input', unrepresentable: 'any' }));
    const muets = typesOu((l, t) => l.extrait === undefined && (nomme.test(forme(t)) || /<usager>/.test(l.id)));
    expect(muets).toEqual([]);
    expect(typesOu((l, t) => l.extrait !== undefined && nomme.test(forme(t))).length).toBeGreaterThan(20);
  });

  test('[CL-1, PT-5] what follows its usager names them, and says when it was taken there', () => {
    const sans = TYPES_PARTAGES.filter((t) => !['usagerId', 'partageLe'].every((c) => c in REGISTRE[t].schema.shape));
    expect(sans).toEqual([]);
    expect([...TYPES_PARTAGES].sort()).toEqual(['absence', 'note', 'rattachement', 'sanstele']);
  });

  test('[RE] a type of which nothing is said with time is none: silence would be for ever', () => {
    // @ts-expect-error
    const rien: Conservation = {};
    const muets = typesOu(({ conservation: c }) => (c.interventions ?? c.dossier ?? c.dite) === undefined);
    expect([rien, muets]).toEqual([{}, []]);
  });

  test('[RE] turns and ranks are each taken once, in what goes by its date', () => {
    const tours = TYPES_DOCUMENTS.flatMap((t) => ligneDuType(t).conservation.interventions ?? []);
    expect(new Set(tours).size).toBe(tours.length);
    for (const c of Object.keys(COLLECTIONS) as Collection[]) {
      const rangs = TYPES_DOCUMENTS.flatMap((t) => {
        const { recu } = ligneDuType(t);
        return recu?.collection === c ? recu.rang : [];
      });
      expect(new Set(rangs).size).toBe(rangs.length);
    }
    for (const t of typesOu((l) => l.conservation.interventions !== undefined))
      expect(ligneDuType(t).id).toMatch(/^(<[^<>]+>:)?<(date|mois|instant)>/);
  });
});

/** The types that there were when the tables below were kept by hand: one that comes later is held by its row alone. */
const D_ALORS = new Set(
  `absence acces acces-personnel accuse acquittement acquittement-version agregat alerte ancien-code annonce-version appel attente
  audit cadre-clos cloture cloture-en-cours code-intervenant code-usager complement compte correction courriel disponibilite
  disponibilite-extranet envoi facture fiche fichier-lu fige financeur gel geste-incident histoire import intervenant intervention
  invitation lot note orphelin panne parametre pilotage-jour pilotage-mois pointage poste prise proforma proposition propositions
  purge rapport rattachement reception refus releve-repris repere restauration restitues restitution sanstele selection-etat
  session signalement tentative usager verdict verrou visite vu`.split(/\s+/),
);
const dAlors = <T extends string>(types: readonly T[]): T[] => types.filter((t) => D_ALORS.has(t));

describe('what is derived is what the tables said, when each was kept by hand', () => {
  test('none of those types is gone: it would be in stores still', () => {
    expect([...D_ALORS].filter((t) => !estTypeDocument(t))).toEqual([]);
  });

  const purges = (base: Base): string[] =>
    dAlors(
      typesOu((l) => l.conservation.interventions !== undefined && l.bases.includes(base)).sort(
        (a, b) => (ligneDuType(a).conservation.interventions ?? 0) - (ligneDuType(b).conservation.interventions ?? 0),
      ),
    );
  const dossier = (base: Base): string[] =>
    dAlors(typesOu((l) => l.conservation.dossier?.bases.includes(base) === true));

  test('the collections of a PC, in the order of their first sync', () => {
    const connues = Object.entries(COLLECTIONS).map(([nom, c]) => [nom, { ...c, prefixes: dAlors(c.prefixes) }]);
    expect(Object.fromEntries(connues)).toEqual({
      dossiers: { prefixes: ['usager', 'intervenant', 'cloture'], date: false, envoi: false },
      jours: { prefixes: ['intervention'], date: true, envoi: false },
      saisies: {
        prefixes: [
          'correction',
          'fiche',
          'prise',
          'acquittement',
          'rattachement',
          'absence',
          'sanstele',
          'note',
          'signalement',
        ],
        date: true,
        envoi: true,
      },
      decisions: { prefixes: ['verdict', 'refus', 'accuse'], date: true, envoi: false },
      suspens: { prefixes: ['attente', 'appel', 'proposition', 'alerte'], date: true, envoi: false },
    });
    expect(dAlors(TYPES_DOCUMENTS).filter(estSansAge).sort()).toEqual(['absence', 'note', 'rattachement', 'sanstele']);
    expect([...CHAMPS_RECUS].filter(([t]) => D_ALORS.has(t))).toEqual([
      ['cloture', ['_id', 'type', 'mois', 'antenne', 'numero', 'auteur', 'instant']],
    ]);
  });

  test('what a PC writes, and what the server takes of it', () => {
    const ecrits = [
      'correction',
      'rattachement',
      'fiche',
      'prise',
      'acquittement',
      'absence',
      'sanstele',
      'note',
      'proforma',
      'signalement',
    ];
    expect(dAlors(Object.keys(SAISIES)).sort()).toEqual(ecrits.sort());
    expect(dAlors(Object.keys(SAISIES_PRISES)).sort()).toEqual(ecrits.sort());
    expect(['verdict', 'compte', 'toString', undefined, 3].filter(estTypeSaisie)).toEqual([]);
    for (const c of ['intervenantId', 'proposees']) expect(SAISIES.note.shape).not.toHaveProperty(c);
    expect(SAISIES_PRISES.correction.shape.source.value).toBe('POSTE');
    expect(SAISIES_PRISES.rattachement.shape.numero.safeParse('0102').success).toBe(false);
    expect(SAISIES.rattachement.shape.numero.safeParse('0102').success).toBe(true);
    for (const c of ['antenne', 'poste'] as const)
      expect(SAISIES.signalement.shape[c].safeParse(undefined).success).toBe(false);
  });

  test('[RE] what the clock of the interventions takes, in order', () => {
    expect(purges('ANTENNE')).toEqual([
      'visite',
      'intervention',
      'correction',
      'verdict',
      'accuse',
      'refus',
      'fiche',
      'attente',
      'appel',
      'alerte',
      'acquittement',
      'prise',
      'proposition',
      'note',
      'absence',
      'fige',
      'complement',
      'agregat',
      'pilotage-jour',
      'pilotage-mois',
      'proforma',
      'signalement',
    ]);
    expect(purges('CENTRALE')).toEqual([
      'orphelin',
      'attente',
      'appel',
      'alerte',
      'restitution',
      'tentative',
      'signalement',
      'geste-incident',
      'vu',
      'restitues',
    ]);
    expect(dAlors(typesOu((l) => l.conservation.parJour === true))).toEqual([
      'correction',
      'verdict',
      'accuse',
      'refus',
    ]);
  });

  test('[RE] what goes with the file of a usager, and what is a contact', () => {
    expect(dossier('ANTENNE').sort()).toEqual([
      'absence',
      'acquittement',
      'alerte',
      'appel',
      'attente',
      'note',
      'prise',
      'proposition',
      'rattachement',
      'sanstele',
    ]);
    expect(dossier('CENTRALE').sort()).toEqual(['acces-personnel', 'alerte', 'appel', 'attente', 'vu']);
    expect(dAlors(typesOu((l) => l.conservation.dossier?.contact === true)).sort()).toEqual([
      'absence',
      'note',
      'rattachement',
      'sanstele',
    ]);
  });

  test('what a backup leaves, what the directory follows, what is read on the command line', () => {
    expect(dAlors(typesOu((l) => l.horsSauvegarde === true)).sort()).toEqual([
      'cloture-en-cours',
      'histoire',
      'session',
      'verrou',
    ]);
    expect(dAlors(typesOu((l) => l.annuaire === 'TELEPHONE_ET_APPARIEMENT'))).toEqual([
      'usager',
      'intervenant',
      'rattachement',
    ]);
    expect(dAlors(typesOu((l) => l.annuaire === 'APPARIEMENT'))).toEqual(['parametre']);
    expect(dAlors(TYPES_DOCUMENTS).flatMap((t) => ligneDuType(t).lire ?? [])).toEqual([
      'usagers',
      'intervenants',
      'interventions',
      'corrections',
      'pointages',
      'appels',
      'attentes',
      'propositions',
      'alertes',
      'absences',
    ]);
  });

  test('[CO-6] the words for what a PC writes, where it is kept no more or was never taken', () => {
    const mots = dAlors(Object.keys(SAISIES)).filter(estTypeSaisie);
    expect(Object.fromEntries(mots.map((t) => [t, DES_POSTES[t].un]))).toEqual({
      correction: 'une correction',
      rattachement: 'un geste sur un numéro de téléphone',
      fiche: 'une fiche',
      prise: 'la prise d’une anomalie',
      acquittement: 'une alerte vue',
      absence: 'une absence',
      sanstele: 'une marque « sans télégestion »',
      note: 'une note',
      proforma: 'une décision sur un pro forma',
      signalement: 'un signalement d’incident',
    });
  });

  test('databases: an antenna’s, that of the punches, the service’s, and the two of the store itself', () => {
    for (const t of TYPES_DOCUMENTS) for (const b of ligneDuType(t).bases) expect(BASES[b]).toBeDefined();
    expect(dAlors(typesOu((l) => l.bases.includes('POINTAGES')))).toEqual(['pointage', 'appel']);
    expect(dAlors(typesOu((l) => l.bases.length > 1))).toEqual(['appel', 'attente', 'alerte', 'signalement']);
  });
});
