import { pipeline } from 'node:stream/promises';
import { type DemandeEtat, demandeEtatRecueSchema } from '#shared/etats/contrat';
import { ETATS } from '#shared/etats/registre';
import { horlogeSysteme } from '../../../ports/horloge';
import {
  argument,
  auteur,
  avecMagasin,
  type ContexteCli,
  ErreurUsage,
  option,
  optionRequise,
} from '../../../socle/cli/contexte';
import { ENTREES, tracer, usagersDuTableau } from '../../audit';
import { calculerEtat } from '../etats/calculer';
import { fichierEtat } from '../etats/fichiers';
import { sortirPourDeBon } from '../etats/pour-de-bon';

const FORMATS = ['csv', 'json'] as const;

const NOMS = ETATS.map((e) => e.id).join(', ');

/** The name is judged before what it is asked of. */
const lireNom = (c: ContexteCli): string => {
  const nom = argument(c, 0, `le nom de l’état : ${NOMS}`);
  if (!ETATS.some((e) => e.id === nom)) throw new ErreurUsage(`État « ${nom} » inconnu : ${NOMS}.`);
  return nom;
};

const lireDemande = (c: ContexteCli): DemandeEtat => {
  const lue = demandeEtatRecueSchema.safeParse({
    etat: lireNom(c),
    antenne: option(c, 'antenne')?.toUpperCase() ?? 'TOUTES',
    du: optionRequise(c, 'du'),
    au: optionRequise(c, 'au'),
    usager: option(c, 'usager'),
    intervenant: option(c, 'intervenant'),
    financeur: option(c, 'financeur'),
    vue: option(c, 'vue'),
  });
  if (lue.success) return lue.data;
  const champ = lue.error.issues[0]?.path[0];
  throw new ErreurUsage(
    champ === 'du' || champ === 'au'
      ? `--${champ} : ce n’est pas une date, écrivez AAAA-MM-JJ.`
      : `« ${String(champ)} » n’est pas de la forme attendue : corrigez-le, puis recommencez.`,
  );
};

export const executer = async (c: ContexteCli): Promise<number> => {
  const demande = lireDemande(c);
  const format = c.json ? 'json' : FORMATS.find((f) => f === (option(c, 'format') ?? 'csv'));
  if (format === undefined) throw new ErreurUsage(`--format : ${FORMATS.join(' ou ')}.`);
  return avecMagasin(c, async (m) => {
    const r = await sortirPourDeBon({ magasin: m, horloge: horlogeSysteme }, demande, 'Rien n’a été donné.', () =>
      calculerEtat(m, demande, horlogeSysteme),
    );
    if (!r.ok) {
      if (format === 'json') c.ecrire(JSON.stringify({ refus: r.refus }));
      c.dire(r.refus.message);
      return 1;
    }
    const usagers = usagersDuTableau(r.valeur);
    if (usagers.size > 0)
      await tracer(m, {
        instant: horlogeSysteme(),
        auteur: auteur(c),
        ...ENTREES.EXPORT.ecrire.etat(demande, usagers),
      });
    for (const phrase of r.valeur.avertissements) c.dire(phrase);
    if (format === 'json') {
      c.ecrire(JSON.stringify(r.valeur));
      return 0;
    }
    const fichier = fichierEtat(r.valeur, 'csv', horlogeSysteme());
    if (!fichier.ok) {
      c.dire(fichier.refus.message);
      return 1;
    }
    await pipeline(fichier.valeur.ouvrir(), c.sortie, { end: false });
    return 0;
  });
};
