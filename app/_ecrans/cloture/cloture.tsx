'use client';

import { Button, Loader, Text, Title } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import { aFaireDe } from '#shared/contrats/cloture/bilan-cloture';
import type { Antenne } from '#shared/contrats/commun';
import { aLeDroit } from '#shared/droits/droits';
import { moisEnMots } from '#shared/mots/dates';
import { nombreEntier, pluriel } from '#shared/mots/nombres';
import type { DateCivile, Mois } from '#shared/temps/types';
import { parAuteur } from '../../_donnees/depot/auteurs';
import { lireBilanCloture, lireEtapeCloture, lireEtatsClotures } from '../../_donnees/lecture/cloture';
import { useMaintenant, usePoste } from '../../_donnees/lecture/hooks';
import { useLecture } from '../../_donnees/lecture/use-lecture';
import { ChoixMois } from '../../_ui/champs/choix-mois';
import { useEtape } from '../../_ui/demandes/etape';
import { SansReseau } from '../../_ui/sans-reseau';
import '../../_ui/styles/compte.css';
import { useMoisDAntenne } from '../../_ui/adresses/mois';
import { quand } from '../../_ui/mots/quand';
import { Antennes } from './antennes';
import { Bilan } from './bilan';
import { Clore } from './clore';
import { Echeance } from './echeance';
import './cloture.css';
import { lienIncompletes, lienSansVisite } from '../../_ui/adresses/cloture';
import { Fichiers } from './fichiers';
import { HeuresEffacees, HeuresFigees } from './financeurs';

type PropsOuvert = { antenne: Antenne; mois: Mois; echeance: DateCivile | undefined; apres: () => void };

/** An open month: computed on demand, since all of it is read. */
const MoisOuvert = ({ antenne, mois, echeance, apres }: PropsOuvert) => {
  const { session } = usePoste();
  const maintenant = useMaintenant();
  const {
    valeur: bilan,
    echec,
    code,
    relire,
  } = useLecture(['bilan', antenne, mois], () => lireBilanCloture(antenne, mois));
  const etape = useEtape(bilan === undefined && echec === undefined, lireEtapeCloture);
  const [clore, setClore] = useState(false);
  const peutClore = aLeDroit(session, 'cloturer');
  return (
    <>
      <SansReseau echec={echec} code={code} />
      {bilan ? (
        <>
          <div className="cloture__ligne">
            <span className="statut statut--orange">Ouvert</span>
            {echeance ? <Echeance echeance={echeance} /> : null}
            <span className="cloture__note" role="status">
              Calculé le {quand(bilan.calculeLe, maintenant)} : ces chiffres changent jusqu’à la clôture.
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
          <Bilan bilan={bilan} />
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
          <Loader size="xs" aria-hidden />
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
  const { mois, antenne, ici, aller } = useMoisDAntenne();
  const { session } = usePoste();
  const maintenant = useMaintenant();
  const { valeur: etats, echec, code, relire } = useLecture(['clotures', mois], () => lireEtatsClotures(mois));
  const { close, echeance } = etats?.find((e) => e.antenne === antenne) ?? {};
  return (
    <section className="ecran__liste cloture" aria-label="Clôture">
      <div className="ecran__tete">
        <Title order={1}>Clôture</Title>
        <ChoixMois mois={mois} ici={ici} aller={aller} />
      </div>
      <SansReseau echec={echec} code={code} />
      {close ? (
        <>
          <p className="cloture__ligne">
            <span className="statut statut--vert">Clos</span>
            <span>
              Clôture n° {close.numero}, {parAuteur(close.auteur ?? '')}, {quand(close.instant, maintenant)} :{' '}
              {pluriel(close.visites ?? 0, 'visite retenue', 'visites retenues')}
              {aFaireDe(close) > 0 ? (
                <>
                  ,{' '}
                  <Link href={lienIncompletes(mois, close.sansVisite === undefined)}>
                    {pluriel(aFaireDe(close), 'incomplète')}
                  </Link>
                </>
              ) : null}
              {close.sansVisite ? (
                <>
                  ,{' '}
                  <Link href={lienSansVisite(mois)}>{nombreEntier(close.sansVisite)} que personne n’avait à faire</Link>
                </>
              ) : null}
              .{close.motif ? ` Motif : ${close.motif}` : ''}
            </span>
          </p>
          {close.purgee ? <HeuresEffacees le={close.purgee} /> : <HeuresFigees antenne={antenne} mois={mois} />}
          {aLeDroit(session, 'cloturer') && !close.purgee ? <Fichiers antenne={antenne} mois={mois} /> : null}
        </>
      ) : etats ? (
        <MoisOuvert key={`${antenne} ${mois}`} antenne={antenne} mois={mois} echeance={echeance} apres={relire} />
      ) : null}
      {etats ? (
        <section aria-labelledby="antennes">
          <Title order={2} id="antennes">
            Toutes les antennes
          </Title>
          <Antennes etats={etats} ici={antenne} />
        </section>
      ) : null}
    </section>
  );
};
