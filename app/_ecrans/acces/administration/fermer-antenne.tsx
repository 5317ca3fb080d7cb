import { Text } from '@mantine/core';
import { useState } from 'react';
import type { AntenneLue } from '#shared/contrats/exploitation/antenne';
import { dateEntiere } from '#shared/mots/dates';
import { dateExiste } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { fermerAntenne, lireAntennes } from '../../../_donnees/lecture/antennes';
import { useAujourdhui } from '../../../_donnees/lecture/hooks';
import { EchecHttp } from '../../../_donnees/serveur/api';
import { Fenetre } from '../../../_ui/fenetre';
import {
  ChampDate,
  ChampTexte,
  Formulaire,
  type Lecture,
  RefusFormulaire,
  useFormulaire,
  useValeur,
} from '../../../_ui/formulaire';
import { notifications } from '../../../_ui/notifications';
import { PiedFenetre } from '../../../_ui/pied-fenetre';
import { Relire, useConflit } from './conflit';
import { direFermeture, direOuverture } from './ouverture';

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

/** Closing an antenna, for good once its day has come: its code is typed. Of one that closes already, another day. */
export const FermerAntenne = ({ antenne, fermer }: { antenne: AntenneLue; fermer: () => void }) => {
  const aujourdhui = useAujourdhui();
  const [base, setBase] = useState(antenne);
  const { conflit, guetter, lever } = useConflit();
  /** The day that the server has asked once more about. */
  const [loin, setLoin] = useState<string>();
  const f = useFormulaire({
    depart: (): Tapee => ({ le: '', code: '' }),
    lire: lireFermeture(antenne.code),
    envoyer: async (le) => {
      const demande = { le, prevue: base.fermeeLe ?? null, lointaine: le === loin };
      const comptes = await guetter(fermerAntenne(antenne.code, demande)).catch((e: unknown) => {
        if (e instanceof EchecHttp && e.code === 'LOINTAINE') setLoin(le);
        throw e;
      });
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
    champs: { AVANT_OUVERTURE: 'le', LOINTAINE: 'le' },
  });
  const confirme = useValeur(f, 'le') === loin;
  const relire = (): void =>
    f.agir(async () => {
      const relue = (await lireAntennes()).find((a) => a.code === antenne.code);
      if (relue) setBase(relue);
      lever();
      return undefined;
    }, true);
  const { fermeeLe } = base;
  const faire = fermeeLe === undefined ? 'Fermer l’antenne' : 'Changer la date';
  return (
    <Fenetre
      onClose={fermer}
      title={`${fermeeLe === undefined ? 'Fermer' : 'Fermeture de'} l’antenne ${antenne.libelle}`}
      centered
    >
      <Formulaire de={f} className="admin__formulaire">
        <Text size="sm">
          {fermeeLe === undefined ? '' : `Elle ferme le ${dateEntiere(fermeeLe)} : donnez un autre jour. `}À partir de
          ce jour elle ne prend plus d’usager, d’aide ni de visite, et ne rouvre pas. Ses dossiers, ses fichiers et ses
          relevés restent lisibles. Jusque-là, la date peut changer et la fermeture s’annuler.
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
        <Relire
          conflit={conflit}
          relire={relire}
          enCours={f.enCours}
          relu={base === antenne ? undefined : direOuverture(base, aujourdhui)}
        />
        <PiedFenetre
          faire={confirme ? 'Confirmer ce jour' : faire}
          color="red"
          quitter={fermeeLe === undefined ? 'Ne pas fermer' : 'Garder la date'}
          enCours={f.enCours}
        />
      </Formulaire>
    </Fenetre>
  );
};
