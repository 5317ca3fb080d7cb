import { parseArgs } from 'node:util';
import type { Refusee } from '#shared/contrats/commun';
import { dateExiste, dateParis, debutDuJour, heureAffichee } from '#shared/temps/paris';
import { type Config, lireConfig } from '../config';
import { demanderRapprochement } from '../reconciliation/demander';
import { type ApiPlivo, apiPlivo, compteDe } from './api';
import { configurer, decrire, type ReglagesPlivo, reglagesDe } from './configurer';
import { lireIdentifiants } from './identifiants';
import { verifier } from './verifier';

const AIDE = `plivo configurer [--a-blanc]   crée ou met à jour l’application Plivo, et lui relie le numéro
plivo verifier                 contrôle numéro, application, adresses, signature et heure
plivo rapprocher [--depuis AAAA-MM-JJ]   compare maintenant les relevés d’appels avec ce qui a été reçu`;

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
  const compte = compteDe(config);
  if (!compte.ok) return refuse(compte, o);
  const reglages = reglagesDe(config);
  if (!reglages.ok) return refuse(reglages, o);
  return faire(apiPlivo(compte.valeur), reglages.valeur, compte.valeur.authToken);
};

const ACTIONS: Readonly<Record<string, (config: Config, o: Options) => Promise<number>>> = {
  configurer: (config, o) =>
    avecPlivo(config, o, async (api, reglages) => {
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
    }),
  verifier: (config, o) =>
    avecPlivo(config, o, async (api, reglages, authToken) => {
      const controles = await verifier(api, reglages, { authToken, horloge: Date.now });
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
  const lus = lireArguments(args);
  const nom = lus?.positionals[0] ?? '';
  const action = Object.hasOwn(ACTIONS, nom) ? ACTIONS[nom] : undefined;
  if (!lus || !action) {
    sortie.dire(`Action « ${nom} » inconnue : ${Object.keys(ACTIONS).join(', ')}.\n\n${AIDE}`);
    return 1;
  }
  const config = lireConfig(env);
  if (!config.ok) {
    for (const erreur of config.erreurs) sortie.dire(`Configuration : ${erreur}`);
    return 1;
  }
  const { 'a-blanc': aBlanc, depuis, json } = lus.values;
  return action(config.config, { aBlanc, depuis, json, sortie });
};
