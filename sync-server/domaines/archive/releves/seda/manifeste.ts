import { XMLBuilder } from 'fast-xml-parser';
import type { Antenne } from '#shared/contrats/commun';
import { nomAntenneAu } from '#shared/domain/antenne/registre';
import { moisEnMots } from '#shared/mots/dates';
import { ajouterMois, dernierJour, localParis, premierJour } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';

// A transfer of SEDA 2.2 (NF Z44-022): what is sent, how it is described, how long it must be kept. Pure.

/** Who sends to whom, under which agreement: identifiers that both have agreed upon. */
export type PartiesSeda = { archives: string; versant: string; accord?: string };

export type FichierSeda = { nom: string; empreinte: string; taille: number };

export type UniteSeda = { antenne: Antenne; usagerId: string; pdf: FichierSeda; donnees: FichierSeda };

export type DemandeSeda = PartiesSeda & {
  mois: Mois;
  /** The antennas that alone were asked for; none: the whole month. */
  parties: readonly Antenne[];
  /** Of the last closing: the same month gives the same transfer. */
  instant: Instant;
  /** When each antenna closed the month: it is called what it was then. */
  clotures: ReadonlyMap<Antenne, Instant>;
  unites: readonly UniteSeda[];
  /** Files that prove the whole: chains, registers, time-stamps. */
  preuves: readonly FichierSeda[];
  racine: string;
};

const ESPACE = 'fr:gouv:culture:archivesdefrance:seda:v2.2';

const FORMATS = {
  pdf: { FormatLitteral: 'PDF/A-1b', MimeType: 'application/pdf', FormatId: 'fmt/354' },
  json: { FormatLitteral: 'JSON', MimeType: 'application/json', FormatId: 'fmt/817' },
  jsonl: { FormatLitteral: 'JSON Lines', MimeType: 'application/jsonl' },
  tsr: { FormatLitteral: 'RFC 3161', MimeType: 'application/timestamp-reply' },
} as const;

const formatDe = (nom: string): object =>
  FORMATS[(nom.split('.').at(-1) ?? '') as keyof typeof FORMATS] ?? { FormatLitteral: 'binaire' };

const binaire = (id: string, version: string, f: FichierSeda) => ({
  '@id': id,
  DataObjectVersion: version,
  Uri: `content/${f.nom}`,
  MessageDigest: { '@algorithm': 'SHA-256', '#text': f.empreinte },
  Size: f.taille,
  FormatIdentification: formatDe(f.nom),
  FileInfo: { Filename: f.nom.split('/').at(-1) },
});

const reference = (groupe: string) => ({ DataObjectReference: { DataObjectGroupReferenceId: groupe } });

/** Groups of files, and the unit of description of each: the statement and its data are two versions of one thing. */
const decrire = (d: DemandeSeda) => {
  const groupes: object[] = [];
  const unitesDe = (antenne: Antenne) =>
    d.unites.flatMap((u, i) => {
      if (u.antenne !== antenne) return [];
      groupes.push({
        '@id': `G${i}`,
        BinaryDataObject: [
          binaire(`G${i}-pdf`, 'BinaryMaster_1', u.pdf),
          binaire(`G${i}-donnees`, 'TextContent_1', u.donnees),
        ],
      });
      return {
        '@id': `U${i}`,
        Content: {
          DescriptionLevel: 'Item',
          Title: `Relevé des heures d’aide à domicile, dossier ${u.usagerId}, ${moisEnMots(d.mois)}`,
          OriginatingAgencyArchiveUnitIdentifier: `${d.mois}/${antenne}/${u.usagerId}`,
          StartDate: premierJour(d.mois),
          EndDate: dernierJour(d.mois),
        },
        ...reference(`G${i}`),
      };
    });
  const antennes = [...new Set(d.unites.map((u) => u.antenne))].map((antenne) => ({
    '@id': `A-${antenne}`,
    Content: {
      DescriptionLevel: 'File',
      Title: `Relevés de l’antenne ${nomAntenneAu(antenne, d.clotures.get(antenne) ?? d.instant).libelle}, ${moisEnMots(d.mois)}`,
    },
    ArchiveUnit: unitesDe(antenne),
  }));
  const preuves = d.preuves.map((f, i) => {
    groupes.push({ '@id': `P${i}`, BinaryDataObject: [binaire(`P${i}-fichier`, 'BinaryMaster_1', f)] });
    return {
      '@id': `V${i}`,
      Content: { DescriptionLevel: 'Item', Title: `Preuve : ${f.nom}` },
      ...reference(`P${i}`),
    };
  });
  const dossierPreuves = {
    '@id': 'A-preuves',
    Content: { DescriptionLevel: 'File', Title: 'Chaînes d’empreintes, registres et horodatages' },
    ArchiveUnit: preuves,
  };
  return { groupes, unites: [...antennes, dossierPreuves] };
};

/** The manifest of a month's transfer; kept ten years from the month after, then destroyed. */
export const manifesteSeda = (d: DemandeSeda): string => {
  const { groupes, unites } = decrire(d);
  const construire = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    format: true,
    suppressEmptyNode: true,
  });
  const corps = {
    ArchiveTransfer: {
      '@xmlns': ESPACE,
      Comment: `Relevés mensuels des heures d’aide à domicile, ${moisEnMots(d.mois)}. Empreinte du registre : ${d.racine}`,
      Date: localParis(d.instant).replace(' ', 'T'),
      MessageIdentifier: ['RELEVES', d.mois, ...d.parties].join('_'),
      ...(d.accord ? { ArchivalAgreement: d.accord } : {}),
      CodeListVersions: { MessageDigestAlgorithmCodeListVersion: 'SHA-256' },
      DataObjectPackage: {
        DataObjectGroup: groupes,
        DescriptiveMetadata: {
          ArchiveUnit: {
            '@id': 'A-mois',
            Content: {
              DescriptionLevel: 'RecordGrp',
              Title: `Relevés mensuels des heures d’aide à domicile, ${moisEnMots(d.mois)}`,
              StartDate: premierJour(d.mois),
              EndDate: dernierJour(d.mois),
            },
            ArchiveUnit: unites,
          },
        },
        ManagementMetadata: {
          OriginatingAgencyIdentifier: d.versant,
          AppraisalRule: {
            Rule: 'P10Y',
            StartDate: premierJour(ajouterMois(d.mois, 1)),
            FinalAction: 'Destroy',
          },
        },
      },
      ArchivalAgency: { Identifier: d.archives },
      TransferringAgency: { Identifier: d.versant },
    },
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${construire.build(corps)}`;
};
