/** Names of the files of the map library that the build has put beside our script. */
declare const MAP_WORKER_FILE: string;
declare const MAP_STYLES_FILE: string;
