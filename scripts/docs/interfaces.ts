import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLES_DISPOSITIONS } from '#shared/contrats/exploitation/parametres-dispositions';
import { ETATS_ENVOI, type EtatEnvoi } from '#shared/contrats/financement/envoi';
import { codesAntennes, ficheAntenne, libelleAntenne } from '#shared/domain/antenne/registre';
import { ATTENTES_MIN } from '#shared/domain/dases/envoi';
import { TABLE_PAR_DEFAUT } from '#shared/domain/dases/table';
import { ENCODAGES } from '#shared/formats/disposition/encodage';
import { documenterFormat } from '#shared/formats/documenter';
import { DEBUT_ESPPADOM, ecrivainAvis, FIN_ESPPADOM } from '#shared/formats/esppadom/ecrire';
import { ESPACES, ESPPADOM } from '#shared/formats/esppadom/esppadom';
import { FORMATS } from '#shared/formats/registre';
import { dateCivileSchema, minutes } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { COMMANDES } from '../../sync-server/cli/commandes';
import { VARIABLES } from '../../sync-server/config';
import { TRAVAUX } from '../../sync-server/jobs/schedules';

type Table = (entetes: string[], lignes: string[][]) => string;
const ICI = new URL('.', import.meta.url);
const cellule = (t: string): string => t.replaceAll('|', '\\|');

const exemple = (nom: string): string => {
  const dossier = `shared/formats/${nom.toLowerCase().replaceAll('_', '-')}/exemples`;
  const texte = readFileSync(new URL(join('../..', dossier, 'bon.csv'), ICI), 'utf8');
  return ['Exemple :', '', '```', texte.replaceAll('\r\n', '\n').replace('\ufeff', '').trimEnd(), '```'].join('\n');
};

const formats = (): string =>
  FORMATS.map((f) => `${documenterFormat(f).trimEnd().replace(/^## /, '### ')}\n\n${exemple(f.nom)}`).join('\n\n');

const etats = (table: Table): string =>
  table(
    ['état', 'peut devenir'],
    (Object.keys(ETATS_ENVOI) as EtatEnvoi[]).map((e) => {
      const suivants = ETATS_ENVOI[e].suivants.filter((s) => s !== e).map((s) => ETATS_ENVOI[s].libelle);
      return [ETATS_ENVOI[e].libelle, suivants.join(', ') || 'rien : c’est fini'];
    }),
  );

const esppadom = (table: Table): string =>
  table(
    ['chemin', 'contenu', 'origine', 'obligatoire'],
    ESPPADOM.map((c) => {
      const liste = c.attributs?.(TABLE_PAR_DEFAUT.esppadom).listID;
      return [
        `\`${c.chemin}\``,
        cellule(`${c.sens}${liste === undefined ? '' : ` (liste \`${liste}\`)`}`),
        c.origine,
        c.requis ? 'oui' : 'non',
      ];
    }),
  );

const exempleEsppadom = (): string => {
  const xml = ecrivainAvis(TABLE_PAR_DEFAUT.esppadom)({
    id: 'H0000001',
    transaction: '202610-0123456789abcdef',
    emission: paris('2026-11-03 09:12'),
    payeur: { code: 'DASES_APA', nom: 'Ville de Paris - APA' },
    numeroPec: 'P300001',
    dispositif: 'APA',
    usager: {
      id: 'M200001',
      nom: 'LEBRUN',
      prenom: 'Françoise',
      dateNaissance: dateCivileSchema.parse('1933-01-24'),
      adresse: '177 rue Royer',
      codePostal: '75013',
      ville: 'Paris',
    },
    intervenant: { id: 'I0042', nom: 'AUBERT Djeneba' },
    ajustement: '',
    debut: paris('2026-10-05 08:31'),
    fin: paris('2026-10-05 09:30'),
    arrivee: paris('2026-10-05 08:31'),
    depart: paris('2026-10-05 09:30'),
    minutes: minutes(59),
  });
  let profondeur = 1;
  const lignes = xml
    .trim()
    .split(/(?<=>)(?=<)/)
    .map((balise) => {
      const ferme = balise.startsWith('</');
      if (ferme) profondeur -= 1;
      const ligne = `${'  '.repeat(profondeur)}${balise}`;
      if (!ferme && !balise.includes('</')) profondeur += 1;
      return ligne;
    });
  // A leaf is its opening and its closing on one line.
  return [
    DEBUT_ESPPADOM.trim(),
    lignes.join('\n').replace(/>([^<>\n]+)\n\s*(<\/)/g, '>$1$2'),
    FIN_ESPPADOM.trim(),
  ].join('\n');
};

/** The manual of the interfaces: prose of its model, tables of the program. */
export const manuelInterfaces = (avis: string, table: Table): string => {
  const parties: Record<string, string> = {
    avis,
    reglages: table(
      ['variable', 'rôle'],
      VARIABLES.filter((v) => /^(DASES|MILLESIME)_/.test(v.nom)).map((v) => [`\`${v.nom}\``, cellule(v.description)]),
    ),
    'table-par-defaut': JSON.stringify(TABLE_PAR_DEFAUT, undefined, 2),
    commandes: table(
      ['commande', 'fait'],
      COMMANDES.filter((c) => /^(dases|envoyer|relever|exporter|importer|restituer)\b/.test(c.syntaxe)).map((c) => [
        `\`telegestion ${c.syntaxe}\``,
        cellule(c.resume),
      ]),
    ),
    etats: etats(table),
    attentes: table(
      ['essai', 'attente'],
      ATTENTES_MIN.map((m, i) => [String(i + 1), m < 60 ? `${m} minutes` : `${m / 60} h`]),
    ),
    travaux: table(
      ['travail', 'quand (cron, heure de Paris)', 'fait'],
      TRAVAUX.filter((t) => /millesime|provisoires|envois|retours/.test(t.nom)).map((t) => [
        t.nom,
        `\`${t.quand}\``,
        t.description,
      ]),
    ),
    dispositions: CLES_DISPOSITIONS.map((c) => `\`${c}\``).join(', '),
    encodages: Object.keys(ENCODAGES)
      .map((e) => `\`${e}\``)
      .join(', '),
    'nom-facture': TABLE_PAR_DEFAUT.factures.nom,
    antennes: codesAntennes()
      .map((a) => `${libelleAntenne(a)} ${ficheAntenne(a)?.arrondissements.join(', ')}`)
      .join(' ; '),
    espaces: table(
      ['préfixe', 'espace'],
      Object.entries(ESPACES).map(([p, uri]) => [p, `\`${uri}\``]),
    ),
    esppadom: esppadom(table),
    'esppadom-exemple': exempleEsppadom(),
    formats: formats(),
  };
  const modele = readFileSync(new URL('interfaces.modele.md', ICI), 'utf8');
  return modele.replace(/\{\{([a-z-]+)\}\}/g, (_, nom: string) => {
    const partie = parties[nom];
    if (partie === undefined) throw new Error(`interfaces.modele.md : {{${nom}}} n’existe pas`);
    return partie;
  });
};
