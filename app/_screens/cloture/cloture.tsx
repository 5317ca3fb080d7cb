'use client';

import { ActionIcon, Button, Loader, NativeSelect, Text, Title } from '@mantine/core';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useState } from 'react';
import { ANTENNES, type Antenne, antenneSchema } from '#shared/contrats/commun';
import { aLeDroit, antennesDe } from '#shared/droits/droits';
import { ajouterMois, moisDe } from '#shared/temps/paris';
import { type Mois, moisSchema } from '#shared/temps/types';
import { lireBilanCloture, lireEtatsClotures } from '../../_data/cloture';
import { useAujourdhui, useMaintenant, usePoste } from '../../_data/hooks';
import { moisEnMots, pluriel } from '../../_ui/formats';
import { Icone } from '../../_ui/icones';
import { useLecture } from '../compte/appeler';
import '../compte/compte.css';
import { quand } from '../compte/mots';
import { Antennes } from './antennes';
import { Bilan } from './bilan';
import { Clore } from './clore';
import './cloture.css';
import { useEtape } from './etape';
import { Fichiers } from './fichiers';

/** The month and the antenna of the address: last month by default, that of the top bar. */
const useAdresse = () => {
  const chemin = usePathname();
  const recherche = useSearchParams();
  const { antenne: enHaut, session } = usePoste();
  const ici = moisDe(useAujourdhui());
  const antennes = antennesDe(session);
  const demandee = antenneSchema.safeParse(recherche.get('antenne')).data;
  const antenne = demandee && antennes.includes(demandee) ? demandee : enHaut;
  const demande = moisSchema.safeParse(recherche.get('mois')).data;
  const mois = demande && demande <= ici ? demande : ajouterMois(ici, -1);
  const aller = (m: Mois, a: Antenne): void =>
    history.pushState(null, '', `${chemin}?${new URLSearchParams({ mois: m, antenne: a })}`);
  return { mois, antenne, antennes, enHaut, ici, aller };
};

/** An open month: computed on demand, since all of it is read. */
const MoisOuvert = ({ antenne, mois, apres }: { antenne: Antenne; mois: Mois; apres: () => void }) => {
  const { session, antenne: enHaut } = usePoste();
  const maintenant = useMaintenant();
  const { valeur, echec, relire } = useLecture(useCallback(() => lireBilanCloture(antenne, mois), [antenne, mois]));
  const bilan = valeur?.antenne === antenne && valeur.mois === mois ? valeur : undefined;
  const etape = useEtape(bilan === undefined && echec === undefined);
  const [clore, setClore] = useState(false);
  const peutClore = aLeDroit(session, 'cloturer');
  return (
    <>
      {echec ? (
        <Text size="sm" c="var(--ton-orange-texte)" role="status">
          {echec} Cette page se lit avec le réseau.
        </Text>
      ) : null}
      {bilan ? (
        <>
          <div className="cloture__ligne">
            <span className="statut statut--orange">Ouvert</span>
            <span className="cloture__note" role="status">
              Calculé {quand(bilan.calculeLe, maintenant)} : ces chiffres changent jusqu’à la clôture.
            </span>
            <Button size="xs" variant="default" onClick={relire}>
              Recalculer
            </Button>
            {peutClore ? (
              <Button size="xs" className="fin" onClick={() => setClore(true)}>
                Clore {moisEnMots(mois)}…
              </Button>
            ) : (
              <span className="cloture__note fin">Un responsable de l’antenne ou le service central peut clore.</span>
            )}
          </div>
          <Bilan bilan={bilan} ouvrable={antenne === enHaut} />
          {clore ? (
            <Clore
              bilan={bilan}
              fermer={() => setClore(false)}
              apres={() => {
                setClore(false);
                apres();
              }}
            />
          ) : null}
        </>
      ) : echec ? null : (
        <div className="cloture__ligne" role="status">
          <Loader size="xs" />
          <Text size="sm" c="dimmed">
            {etape ?? 'Calcul du mois…'}
          </Text>
        </div>
      )}
    </>
  );
};

/** [CL-1] A month and an antenna: what is missing, what closing would freeze, the closing, and what came of it. */
export const Cloture = () => {
  const { mois, antenne, antennes, ici, aller } = useAdresse();
  const { session } = usePoste();
  const maintenant = useMaintenant();
  const { valeur, echec, relire } = useLecture(useCallback(() => lireEtatsClotures(mois), [mois]));
  const [luPour, setLuPour] = useState<{ mois: Mois; etats: typeof valeur }>();
  if (valeur && luPour?.etats !== valeur) setLuPour({ mois, etats: valeur });
  const etats = luPour?.mois === mois ? luPour.etats : undefined;
  const close = etats?.find((e) => e.antenne === antenne)?.close;
  return (
    <section className="ecran__liste cloture" aria-label="Clôture">
      <div className="ecran__tete">
        <Title order={1}>Clôture</Title>
        <div className="cloture__mois">
          <ActionIcon
            variant="default"
            aria-label="Mois précédent"
            onClick={() => aller(ajouterMois(mois, -1), antenne)}
          >
            <Icone nom="gauche" />
          </ActionIcon>
          <span role="status">{moisEnMots(mois)}</span>
          <ActionIcon
            variant="default"
            aria-label="Mois suivant"
            disabled={mois >= ici}
            onClick={() => aller(ajouterMois(mois, 1), antenne)}
          >
            <Icone nom="droite" />
          </ActionIcon>
        </div>
        {antennes.length > 1 ? (
          <NativeSelect
            aria-label="Antenne à clore"
            value={antenne}
            data={antennes.map((a) => ({ value: a, label: ANTENNES[a].libelle }))}
            onChange={(ev) => {
              const choisie = antennes.find((a) => a === ev.currentTarget.value);
              if (choisie) aller(mois, choisie);
            }}
          />
        ) : (
          <span>{ANTENNES[antenne].libelle}</span>
        )}
      </div>
      {echec ? (
        <Text size="sm" c="var(--ton-orange-texte)" role="status">
          {echec} Cette page se lit avec le réseau.
        </Text>
      ) : null}
      {close ? (
        <>
          <p className="cloture__ligne">
            <span className="statut statut--vert">Clos</span>
            <span>
              Clôture n° {close.numero}, par {close.auteur}, {quand(close.instant, maintenant)} :{' '}
              {pluriel(close.visites ?? 0, 'visite retenue', 'visites retenues')}
              {close.incompletes ? `, ${pluriel(close.incompletes, 'incomplète')}` : ''}.
              {close.motif ? ` Motif : ${close.motif}` : ''}
            </span>
          </p>
          {aLeDroit(session, 'cloturer') ? <Fichiers antenne={antenne} mois={mois} /> : null}
        </>
      ) : etats ? (
        <MoisOuvert key={`${antenne} ${mois}`} antenne={antenne} mois={mois} apres={relire} />
      ) : null}
      {etats ? (
        <section aria-labelledby="antennes">
          <Title order={2} id="antennes">
            Les six antennes
          </Title>
          <Antennes etats={etats} ici={antenne} />
        </section>
      ) : null}
    </section>
  );
};
