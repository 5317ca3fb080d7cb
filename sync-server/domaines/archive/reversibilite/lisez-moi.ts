import { FORMATS } from '#shared/formats/registre';
import { pluriel } from '#shared/mots/nombres';
import type { Manifeste } from './manifeste';
import { RESTE, TYPES } from './types';

export const DESTINATAIRES = {
  exploitant: 'le nouvel exploitant',
  casvp: 'le CASVP',
} as const;
export type Destinataire = keyof typeof DESTINATAIRES;

/** In the set: the program that checks the archive, and the certificates of who dated it. */
export const VERIFICATEUR = 'verifier/verifier-archive';
export const AUTORITE = 'verifier/autorite.pem';

/** How the archive is checked; nothing of one that the set has not. */
const verifierLArchive = ({ fichiers }: Manifeste): string[] => {
  if (!fichiers.some((f) => f.chemin.startsWith('fichiers/archive/'))) return [];
  const commande = `node ${VERIFICATEUR} fichiers/archive`;
  const avec = fichiers.some((f) => f.chemin === AUTORITE);
  return [
    '',
    `L’archive des relevés se vérifie aussi elle-même, sans ce logiciel ni réseau : \`${avec ? `${commande} --ca ${AUTORITE}` : commande}\`, avec Node (20.16 ou plus récent) seul. Sortie 0 : rien n’y a changé depuis que chaque mois y a été mis ; 1 : chaque défaut est dit, avec son fichier. Le programme tient en un fichier, qui se lit en entier.`,
    '',
    avec
      ? `\`${AUTORITE}\` : les certificats de l’autorité qui a daté l’archive, tels qu’ils étaient réglés. Comparez-les à ceux qu’elle publie : c’est elle qui prouve que rien n’a été refait. Sortie 3 : des mois qu’elle n’a pas datés.`
      : 'Aucune autorité d’horodatage n’était réglée : la commande dit les mois que personne n’a datés. Comparez alors l’« empreinte de toute l’archive » à celle du procès-verbal (`--empreinte-attendue`).',
  ];
};

const compter = (m: Manifeste): Map<string, number> => {
  const comptes = new Map<string, number>();
  for (const f of m.fichiers) {
    const type = /^donnees\/.+\/([a-z-]+)\.jsonl$/.exec(f.chemin)?.[1];
    if (type !== undefined) comptes.set(type, (comptes.get(type) ?? 0) + (f.lignes ?? 0));
  }
  return comptes;
};

const tableTypes = (m: Manifeste): string[] => [
  '| fichier | documents | ce que c’est |',
  '|---|---|---|',
  ...[...compter(m)]
    .sort()
    .map(([type, n]) => `| \`${type}.jsonl\` | ${n} | ${TYPES[type]?.quoi ?? 'documents sans schéma écrit'} |`),
];

const tableCsv = (m: Manifeste): string[] => {
  const noms = m.fichiers.filter((f) => f.chemin.startsWith('csv/')).map((f) => f.chemin.replace(/^.*\//, ''));
  return FORMATS.filter((x) => noms.some((n) => n.startsWith(x.nom))).flatMap((x) => [
    '',
    `### ${x.nomFichier}`,
    '',
    x.sens,
    '',
    '| colonne | type | obligatoire | sens |',
    '|---|---|---|---|',
    ...Object.entries(x.champs).map(([nom, c]) => `| ${nom} | ${c.type} | ${c.requis ? 'oui' : 'non'} | ${c.sens} |`),
  ]);
};

const SUITE: Record<Destinataire, string[]> = {
  exploitant: [
    'Avec ce logiciel : `telegestion reprendre <ce dossier>`, dans une installation vide. La commande vérifie le jeu, reprend tout, puis refait les fichiers de chaque mois clos et les compare, octet pour octet, à ceux du jeu ; au premier écart, rien n’est gardé.',
    '',
    'Avec un autre : commencer par `csv/` (dossiers, planning, pointages, corrections, absences), puis prendre dans `donnees/` ce que ces fichiers ne disent pas. Ce qu’un mois clos a de définitif est dans `csv/clos/` et dans les documents `cloture`, `fige` et `complement`.',
    '',
    'Les comptes sont donnés sans mot de passe ni second facteur : chacun en reçoit un nouveau. Les secrets (téléphonie, base, courriel) ne sont pas dans le jeu : l’exploitant a les siens.',
  ],
  casvp: [
    'Ce jeu se lit sans logiciel particulier : les fichiers `.csv` avec un tableur, les `.jsonl` avec un éditeur de texte, les relevés avec un lecteur de PDF. Il suffit à confier le service à un autre exploitant, et à répondre de chaque heure payée.',
    '',
    'Gardez-le hors ligne, chiffré, avec l’empreinte de `SHA256SUMS` au procès-verbal de remise : il contient des données personnelles.',
  ],
};

/** The page that a reader without us begins with. */
export const lisezMoi = (m: Manifeste, pour: Destinataire): string =>
  [
    '# Jeu de réversibilité de la télégestion',
    '',
    `Produit le ${m.produitLe} (UTC) par ${m.auteur}, pour ${DESTINATAIRES[pour]}. ${pluriel(m.documents, 'document')}, ${pluriel(m.fichiers.length, 'fichier')}, ${pluriel(m.moisClos.length, 'clôture')} (une par antenne et par mois).`,
    '',
    '## Vérifier',
    '',
    '`sha256sum -c SHA256SUMS` dans ce dossier : chaque ligne doit finir par « OK » (ou « Réussi »). `manifeste.json` donne en plus la taille de chaque fichier et son nombre de lignes.',
    ...verifierLArchive(m),
    '',
    '## Ce qu’il contient',
    '',
    '- `csv/` : ce qui est stocké, dans les formats d’échange (décrits plus bas) ; séparateur `;`, UTF-8, dates JJ/MM/AAAA, heures de Paris, dernière ligne `#FIN;<nombre de lignes>`.',
    '  Dans l’heure que l’automne répète, des colonnes `decalage_…`, ajoutées en dernier au fichier qui en a besoin, disent laquelle des deux : `+02:00` ou `+01:00`.',
    '  Qui a corrigé y est nommé par sa fonction (l’antenne, le service central, l’administration du service). De quel compte il s’agit est dans `correction.jsonl`, et dans le journal d’audit, `audit.jsonl`.',
    '- `csv/clos/<AAAA-MM>/` : les fichiers de chaque mois clos, tels qu’ils ont été transmis.',
    '- `donnees/<base>/<type>.jsonl` : tous les documents, un objet JSON par ligne, UTF-8. `tg-central` : ce qui est commun ; `tg-antenne-<code>` : ce qui est d’une antenne ; `tg-pointages-<année>` : les pointages. Instants en UTC (ISO 8601), durées en minutes, montants en centimes, numéros en E.164.',
    '- `schemas/<type>.schema.json` : le schéma (JSON Schema) des documents de ce type.',
    '- `fichiers/` : les fichiers gardés hors de la base, dont `archive/`, les relevés PDF et leurs chaînes d’empreintes.',
    '- `verifier/` : ce qui vérifie l’archive sans ce logiciel.',
    '',
    '## Comment les documents se lient',
    '',
    'Un document se nomme par `_id` : `<type>:<date>:<clé>`. `usagerId` et `intervenantId` renvoient aux `id` des usagers et des aides. Une `correction` vise par `cible` un pointage, une visite prévue ou une création ; son `verdict` porte `correctionId`. Une `intervention` est dérivée des visites et des pointages, qu’elle recopie. L’heure retenue est celle de l’intervention, corrigée par les corrections acceptées, dans l’ordre de leur instant. Ce qui a été saisi d’un usager qui change d’antenne est dans la base de chacune, sous le même `_id` : il compte une fois.',
    '',
    '## Documents',
    '',
    ...tableTypes(m),
    '',
    `Restent sur place : ${Object.values(RESTE).join(' ; ')}.`,
    '',
    '## Reprendre',
    '',
    ...SUITE[pour],
    '',
    '## Formats des fichiers CSV',
    '',
    'Ce qui ne compte plus n’a pas de ligne en CSV, pour que personne ne le compte, et reste dans les documents :',
    '',
    '- un pointage que l’aide a remplacé pendant son appel (touche 9) : il est dans `pointage.jsonl`, celui qui le remplace le nomme (`remplace`). Une correction qui le visait vise ici celui qui le remplace ;',
    '- une correction qu’une autre a retirée, et celle qui la retire (nature RETRAIT) : elles sont dans `correction.jsonl` ;',
    '- un geste sur un numéro de téléphone qu’un autre annule, et celui qui l’annule (`retire` nomme le premier) : ni l’un ni l’autre ne dit plus à qui est le numéro ; ils sont dans `rattachement.jsonl` ;',
    '- une correction refusée : elle est dans `correction.jsonl`, et la raison du refus dans `verdict.jsonl`.',
    '',
    'L’usager d’un pointage y est aussi quand un numéro de téléphone seul le dit, et ses numéros sont ceux qu’il a le jour du jeu : ceux de son dossier et ceux qu’un gestionnaire lui a rattachés, sans ceux qu’il lui a retirés. Depuis quand, et par qui : `rattachement.jsonl`.',
    ...tableCsv(m),
    '',
  ].join('\n');
