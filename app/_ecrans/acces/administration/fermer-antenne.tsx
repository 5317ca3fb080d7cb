import { Text } from '@mantine/core';
import type { AntenneLue } from '#shared/contrats/exploitation/antenne';
import { dateExiste } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { fermerAntenne } from '../../../_donnees/lecture/antennes';
import { useAujourdhui } from '../../../_donnees/lecture/hooks';
import { Fenetre } from '../../../_ui/fenetre';
import {
  ChampDate,
  ChampTexte,
  Formulaire,
  type Lecture,
  RefusFormulaire,
  useFormulaire,
} from '../../../_ui/formulaire';
import { notifications } from '../../../_ui/notifications';
import { PiedFenetre } from '../../../_ui/pied-fenetre';
import { direFermeture } from './ouverture';

type Tapee = { le: string; code: string };

const lireFermeture =
  (attendu: string) =>
  ({ le, code }: Tapee): Lecture<Tapee, DateCivile> => {
    const erreurs = {
      ...(dateExiste(le) ? {} : { le: 'Choisissez le premier jour où elle est fermée.' }),
      ...(code.trim().toUpperCase() === attendu ? {} : { code: `Écrivez ${attendu} pour la fermer.` }),
    };
    return Object.keys(erreurs).length > 0 ? { ok: false, erreurs } : { ok: true, valeur: le as DateCivile };
  };

/** Closing an antenna, for good: its code is typed. */
export const FermerAntenne = ({ antenne, fermer }: { antenne: AntenneLue; fermer: () => void }) => {
  const aujourdhui = useAujourdhui();
  const f = useFormulaire({
    depart: (): Tapee => ({ le: '', code: '' }),
    lire: lireFermeture(antenne.code),
    envoyer: async (le) => {
      const comptes = await fermerAntenne(antenne.code, le);
      notifications.show({
        color: 'green',
        title: direFermeture(antenne.libelle, le, aujourdhui),
        message:
          comptes.length === 0
            ? 'Ce qu’elle a reste lisible.'
            : `Ce qu’elle a reste lisible. Prévenez qui l’a encore : ${comptes.join(', ')}.`,
      });
      fermer();
      return undefined;
    },
    champs: { AVANT_OUVERTURE: 'le' },
  });
  return (
    <Fenetre onClose={fermer} title={`Fermer l’antenne ${antenne.libelle}`} centered>
      <Formulaire de={f} className="admin__formulaire">
        <Text size="sm">
          À partir de ce jour elle ne prend plus d’usager, d’aide ni de visite, et ne rouvre pas. Ses dossiers, ses
          fichiers et ses relevés restent lisibles.
        </Text>
        <ChampDate de={f} nom="le" label="Premier jour fermé" data-autofocus />
        <ChampTexte
          de={f}
          nom="code"
          label={`Écrivez « ${antenne.code} » pour confirmer`}
          autoComplete="off"
          maxLength={20}
        />
        <RefusFormulaire de={f} />
        <PiedFenetre faire="Fermer l’antenne" color="red" quitter="Ne pas fermer" enCours={f.enCours} />
      </Formulaire>
    </Fenetre>
  );
};
