import { Alert, Text } from '@mantine/core';
import { useState } from 'react';
import type { EffetParametre, ParametreLu } from '#shared/contrats/acces/administration';
import { type CleParametre, PARAMETRES, versionLe } from '#shared/contrats/exploitation/parametre';
import { INSECABLE } from '#shared/espaces';
import { dateEntiere } from '#shared/mots/dates';
import { dateExiste } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { ecrireParametre, lireParametresDates } from '../../../_donnees/lecture/administration';
import { Fenetre } from '../../../_ui/fenetre';
import {
  Champ,
  ChampDate,
  Formulaire,
  type Lecture,
  RefusFormulaire,
  useErreurs,
  useFormulaire,
  useValeurs,
} from '../../../_ui/formulaire';
import { notifications } from '../../../_ui/notifications';
import { PiedFenetre } from '../../../_ui/pied-fenetre';
import { Champs } from './champs';
import { Relire, useConflit } from './conflit';
import { direEnLigne } from './dire';
import { colonnesPerdues, fautesDeDisposition } from './disposition';
import { FORMES, type Forme } from './formes';
import { refusParChamp } from './refus-champ';
import { deTape, poser, reposer, type Tape, versTape } from './taper';

const phraseEffet = (e: EffetParametre, forme: Forme): string =>
  [
    `À partir du ${dateEntiere(e.depuis)}`,
    e.jusqua ? ` et jusqu’au ${dateEntiere(e.jusqua)}` : '',
    `, la valeur passe de «${INSECABLE}${direEnLigne(forme, e.avant)}${INSECABLE}» à «${INSECABLE}${direEnLigne(forme, e.apres)}${INSECABLE}».`,
    e.remplace ? ' Une valeur était déjà fixée pour ce jour : elle est remplacée.' : '',
    e.retroactif
      ? ' Cette date est passée : ce qui en dépend dans les mois encore ouverts est recalculé, les mois clos ne changent pas.'
      : '',
  ].join('');

type Tapee = { tape: Tape; depuis: string };
type Demande = { cle: CleParametre; valeur: string; depuis: string };

/** A part of the value has its refusal under its own name, after this one. */
const PARTIE = 'tape/';
const parPartie = (fautes: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(fautes).map(([chemin, phrase]) => [PARTIE + chemin.replaceAll('.', '/'), phrase]));
const fautesDe = (erreurs: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(erreurs).flatMap(([nom, phrase]) =>
      nom.startsWith(PARTIE) ? [[nom.slice(PARTIE.length).replaceAll('/', '.'), phrase]] : [],
    ),
  );

const lireDemande =
  (cle: CleParametre) =>
  ({ tape, depuis }: Tapee): Lecture<Tapee, Demande> => {
    const { titre, forme } = FORMES[cle];
    const juge = PARAMETRES[cle].schema.safeParse(deTape(forme, tape));
    if (!juge.success) return { ok: false, erreurs: parPartie(refusParChamp({ titre, forme }, juge.error.issues)) };
    const fautes = fautesDeDisposition(cle, juge.data);
    if (Object.keys(fautes).length > 0) return { ok: false, erreurs: parPartie(fautes) };
    if (!dateExiste(depuis))
      return { ok: false, erreurs: { depuis: 'Choisissez le premier jour où cette valeur vaut.' } };
    return { ok: true, valeur: { cle, valeur: JSON.stringify(juge.data), depuis } };
  };

/** What the page shows as in force on a day. */
const enVigueurLe = ({ versions, defaut }: ParametreLu, jour: string): unknown => {
  const version = versionLe(versions, jour);
  return version ? version.valeur : defaut;
};

type Props = { cle: CleParametre; lu: ParametreLu; explication: string; date: DateCivile; fermer: () => void };

/** A new dated value: its fields, what it changes, and then only the writing. */
export const ModifierParametre = ({ cle, lu, explication, date, fermer }: Props) => {
  const { titre, forme } = FORMES[cle];
  const [essai, setEssai] = useState<{ de: string; effet: EffetParametre; perdues: string | undefined }>();
  const [base, setBase] = useState(lu);
  const { conflit, guetter, lever } = useConflit();
  const f = useFormulaire({
    depart: (): Tapee => ({ tape: versTape(forme, lu.valeur), depuis: date }),
    lire: lireDemande(cle),
    envoyer: async (demande) => {
      const de = JSON.stringify(f.valeurs());
      const vue = { ...demande, avant: enVigueurLe(base, demande.depuis) };
      if (essai?.de !== de) {
        const effet = await guetter(ecrireParametre({ ...vue, essai: true }));
        setEssai({ de, effet, perdues: colonnesPerdues(cle, effet.avant, effet.apres) });
        return undefined;
      }
      // What it would have changed is told anew, where another wrote since.
      setEssai(undefined);
      const effet = await guetter(ecrireParametre({ ...vue, essai: false }));
      notifications.show({
        color: 'green',
        title: `${titre} : enregistré`,
        message: phraseEffet(effet, forme),
      });
      fermer();
      return undefined;
    },
    champs: { DATE: 'depuis' },
    encore: true,
  });
  const relire = (): void =>
    f.agir(async () => {
      const { parametres } = await lireParametresDates();
      const relu = parametres.find((p) => p.cle === cle);
      if (relu) {
        f.poser({ tape: reposer(versTape(forme, base.valeur), f.valeurs().tape, versTape(forme, relu.valeur)) });
        setBase(relu);
      }
      setEssai(undefined);
      lever();
      return undefined;
    }, true);
  // Of what is typed now: anything else is tried again first.
  const tapee = JSON.stringify(useValeurs(f));
  const effet = essai?.de === tapee ? essai.effet : undefined;
  const fautes = fautesDe(useErreurs(f));
  return (
    <Fenetre onClose={fermer} title={titre} size={'vide' in forme ? 'xl' : 'lg'} centered>
      <Formulaire de={f} className="admin__formulaire">
        <Text size="sm">{explication}</Text>
        <Champ de={f} nom="tape">
          {({ valeur, changer }) => (
            <Champs
              forme={forme}
              libelle="Valeur"
              tape={valeur}
              refus={fautes}
              changer={(chemin, v) => changer(poser(valeur, chemin, v))}
            />
          )}
        </Champ>
        <Text size="xs" c="dimmed">
          Par défaut : {direEnLigne(forme, lu.defaut)}
        </Text>
        <ChampDate de={f} nom="depuis" label="Premier jour d’effet" />
        {effet ? (
          <p className="admin__effet" role="status">
            {phraseEffet(effet, forme)}
          </p>
        ) : null}
        {effet && essai?.perdues ? (
          <Alert color="orange" variant="light" p="xs" role="status">
            {essai.perdues}
          </Alert>
        ) : null}
        {effet?.apercu ? (
          <figure className="admin__apercu">
            <figcaption>Ce que serait le fichier, avec des lignes inventées</figcaption>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
            <pre tabIndex={0}>{effet.apercu.join('\n')}</pre>
          </figure>
        ) : null}
        <RefusFormulaire de={f} />
        <Relire
          conflit={conflit}
          relire={relire}
          enCours={f.enCours}
          relu={base === lu ? undefined : direEnLigne(forme, base.valeur)}
        />
        <PiedFenetre faire={effet ? 'Enregistrer' : 'Voir ce qui change'} enCours={f.enCours} />
      </Formulaire>
    </Fenetre>
  );
};
