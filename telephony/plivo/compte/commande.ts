import { parseArgs } from 'node:util';
import type { Refusee } from '#shared/contrats/commun';
import { dateExiste, dateParis, debutDuJour, heureAffichee } from '#shared/temps/paris';
import { type Config, lireVariables } from '../../config';
import { magasinDe } from '../../couchdb';
import { instantA } from '../../horloge';
import { demanderRapprochement } from '../../reconciliation/demander';
import { manquants, origineDe, type ReglagesPlivo, refuserManquants, reglagesDe } from '../reglages';
import { ACTIONS, type Action, accepte, aideDe, aideGenerale, estAction } from './aide';
import { type ApiPlivo, apiPlivo, compteDe } from './api';
import { champsAttendus, configurer, decrire, decrireChamps } from './configurer';
import { lireIdentifiants } from './identifiants';
import { lireRythme } from './rythme';
import { verifier } from './verifier';

type Options = { aBlanc: boolean; depuis: string | undefined; json: boolean; sortie: Sortie };

/** Where the lines go: results, and refusals. */
export type Sortie = { ecrire: (ligne: string) => void; dire: (ligne: string) => void };

const refuse = ({ refus }: Refusee, o: Options): number => {
  if (o.json) o.sortie.ecrire(JSON.stringify({ refus }));
  o.sortie.dire(refus.message);
  return 1;
};

/** The operator's interface and the settings, or what is missing; the exit code of what is then done. */
const avecPlivo = async (
  config: Config,
  o: Options,
  faire: (api: ApiPlivo, r: ReglagesPlivo, authToken: string) => Promise<number>,
): Promise<number> => {
  const manque = manquants(config);
  if (manque.length > 0) return refuse(refuserManquants(manque), o);
  const compte = compteDe(config);
  if (!compte.ok) return refuse(compte, o);
  const reglages = reglagesDe(config);
  if (!reglages.ok) return refuse(reglages, o);
  return faire(apiPlivo(compte.valeur), reglages.valeur, compte.valeur.authToken);
};

/** Before there is an account: the addresses that the application would have, and what could not be compared. */
const montrerAdresses = (config: Config, o: Options): number => {
  const origine = origineDe(config);
  if (!origine.ok) return refuse(origine, o);
  const champs = champsAttendus(origine.valeur);
  const { PLIVO_APPLICATION: application, PLIVO_NUMERO: numero } = config;
  const manque = manquants(config);
  if (o.json) {
    o.sortie.ecrire(JSON.stringify({ aBlanc: true, compare: false, application, champs, numero, manque }));
    return 0;
  }
  o.sortie.ecrire([`L’application « ${application} » aurait ces adresses :`, ...decrireChamps(champs)].join('\n'));
  if (numero !== undefined) o.sortie.ecrire(`Le numéro ${numero} lui serait relié.`);
  o.sortie.ecrire(
    `À blanc : rien n’a été demandé à Plivo, ni comparé à ce qu’il a déjà. ${refuserManquants(manque).refus.message}`,
  );
  return 0;
};

const FAIRE: Readonly<Record<Action, (config: Config, o: Options) => Promise<number>>> = {
  configurer: async (config, o) => {
    if (o.aBlanc && manquants(config).length > 0) return montrerAdresses(config, o);
    return avecPlivo(config, o, async (api, reglages) => {
      const r = await configurer(api, reglages, o.aBlanc);
      if (!r.ok) return refuse(r, o);
      const { actions, fait } = r.valeur;
      if (o.json) o.sortie.ecrire(JSON.stringify({ aBlanc: o.aBlanc, actions }));
      else if (actions.length === 0) o.sortie.ecrire('Rien à changer : Plivo est déjà configuré ainsi.');
      else {
        o.sortie.ecrire(decrire(actions).join('\n'));
        o.sortie.ecrire(fait ? 'Fait. Contrôlez : « telegestion plivo verifier ».' : 'À blanc : rien n’a été changé.');
      }
      return 0;
    });
  },
  verifier: (config, o) =>
    avecPlivo(config, o, async (api, reglages, authToken) => {
      const magasin = magasinDe({ couchdbUrl: config.COUCHDB_URL, dataDir: config.DATA_DIR });
      const rythme = await lireRythme(magasin, dateParis(instantA(Date.now)));
      const controles = await verifier(api, reglages, { authToken, horloge: Date.now, rythme });
      const bon = controles.every((c) => c.bon);
      if (o.json) o.sortie.ecrire(JSON.stringify({ bon, controles }));
      else for (const c of controles) o.sortie.ecrire(`${c.bon ? 'bon  ' : 'FAUTE'}  ${c.controle} : ${c.message}`);
      return bon ? 0 : 1;
    }),
  rapprocher: async (config, o) => {
    if (o.depuis !== undefined && !dateExiste(o.depuis)) {
      o.sortie.dire(`« ${o.depuis} » n’est pas une date : écrivez AAAA-MM-JJ.`);
      return 1;
    }
    if (config.MODE === 'production' && config.PLIVO_AUTH_TOKEN === undefined)
      return refuse(refuserManquants(['PLIVO_AUTH_TOKEN']), o);
    const authToken = config.PLIVO_AUTH_TOKEN ?? (await lireIdentifiants(config.DATA_DIR))?.authToken ?? '';
    const depuis = o.depuis === undefined ? undefined : debutDuJour(o.depuis);
    const r = await demanderRapprochement(config.DATA_DIR, authToken, depuis);
    if (!r.ok) return refuse(r, o);
    const { compares, manquants, illisibles, jusqua } = r.valeur;
    if (o.json) o.sortie.ecrire(JSON.stringify(r.valeur));
    else {
      o.sortie.ecrire(`Appels comparés : ${compares}, finis avant le ${dateParis(jusqua)} à ${heureAffichee(jusqua)}.`);
      o.sortie.ecrire(`Jamais reçus, ajoutés aux appels échoués : ${manquants}.`);
      if (illisibles > 0) o.sortie.ecrire(`Relevés illisibles : ${illisibles}.`);
    }
    return 0;
  },
};

const lireArguments = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'a-blanc': { type: 'boolean', default: false },
        depuis: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch {
    return undefined;
  }
};

/** `telegestion plivo <action>`, in the telephony's own process: it knows the operator, the server does not. Exit code. */
export const commander = async (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  sortie: Sortie,
): Promise<number> => {
  const refuserUsage = (phrase: string): number => {
    sortie.dire(phrase);
    return 1;
  };
  const lus = lireArguments(args);
  if (!lus) return refuserUsage(`Option inconnue, ou sans valeur.\n\n${aideGenerale()}`);
  const { 'a-blanc': aBlanc, depuis, json, help } = lus.values;
  const [nom, trop] = lus.positionals;
  if (nom === undefined && help) {
    sortie.ecrire(aideGenerale());
    return 0;
  }
  if (nom === undefined) return refuserUsage(`Il manque une action : ${ACTIONS.join(', ')}.\n\n${aideGenerale()}`);
  if (!estAction(nom)) return refuserUsage(`Action « ${nom} » inconnue : ${ACTIONS.join(', ')}.\n\n${aideGenerale()}`);
  if (help) {
    sortie.ecrire(aideDe(nom));
    return 0;
  }
  const aLire = `« telegestion plivo ${nom} --help » donne son emploi.`;
  if (trop !== undefined) return refuserUsage(`« ${trop} » est de trop : ${aLire}`);
  if (aBlanc && !accepte(nom, 'a-blanc'))
    return refuserUsage(`Option --a-blanc inconnue de « plivo ${nom} » : ${aLire}`);
  if (depuis !== undefined && !accepte(nom, 'depuis'))
    return refuserUsage(`Option --depuis inconnue de « plivo ${nom} » : ${aLire}`);
  const config = lireVariables(env);
  if (!config.ok) {
    for (const erreur of config.erreurs) sortie.dire(`Configuration : ${erreur}`);
    return 1;
  }
  return FAIRE[nom](config.config, { aBlanc, depuis, json, sortie });
};
