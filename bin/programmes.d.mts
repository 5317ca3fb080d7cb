export declare const DOSSIER: string;
export declare const MANIFESTE: string;
export declare const empreinteDes: (dossier: string, fichiers: readonly string[]) => string;
export declare const programmeFait: (source: string) => string | undefined;
export declare const lancementDe: (source: string) => string[];
export declare const charger: (source: string) => Promise<void>;
