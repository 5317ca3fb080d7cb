import { telephone } from '#shared/mots/textes';
import { Icone } from './mots/icones';

type Props = { numero: string; chez: string; qui?: string; horsTab?: boolean };

/** A number to press. `chez`: who answers there, said to those who do not see what stands around; `qui`: a word for it, seen. */
export const Appeler = ({ numero, chez, qui, horsTab = false }: Props) => (
  <a
    className="appeler"
    href={`tel:${numero}`}
    aria-label={`Appeler ${chez}, ${telephone(numero)}`}
    title={`Appeler ${chez}`}
    {...(horsTab ? { tabIndex: -1 } : {})}
    onClick={(ev) => ev.stopPropagation()}
  >
    <Icone nom="telephone" taille={14} />
    {qui ? <span>{qui}</span> : null}
    <span className="appeler__numero">{telephone(numero)}</span>
  </a>
);
