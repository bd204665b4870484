import { valuesPattern } from './values.ts';

/**
 * First part of the Python program: the private channel. What the application prints while it is imported, from Python, from C or from a child
 * process, goes nowhere; only lines that start with the mark of this very call are ours. Backticks and dollar-braces must not stand in it.
 */
export const channel = String.raw`
import gc, hashlib, json, os, re, socket, sys, time
sys.dont_write_bytecode = True
# What is imported stays: to look through it again and again for what nobody needs takes a sixth of the start.
gc.disable()
ask = json.loads(sys.argv[1])
answers = os.dup(1)
voice = os.dup(2)
silence = os.open(os.devnull, os.O_WRONLY)

def route(fd):
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            pass
    os.dup2(fd, 1)
    os.dup2(fd, 2)

def say(kind, **more):
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            pass
    data = ('\x1e' + ask['mark'] + json.dumps(dict(more, kind=kind)) + '\n').encode()
    while data:
        data = data[os.write(answers, data):]

# Threads that an application starts when it is imported must not keep us.
def leave(code):
    route(silence)
    os._exit(code)

class Refusal(Exception):
    def __init__(self, kind, message):
        Exception.__init__(self, message)
        self.kind = kind

def first_line(text):
    text = re.sub(r"^<class '[^']*'>: ", '', str(text).strip())
    text = re.sub(r'://[^\s/]*@', '://***@', text)
    return text.split('\n')[0].replace('\t', ' ')[:500]

VALUES = re.compile(r'''${valuesPattern}''')

def without_values(sql):
    def hidden(match):
        found = match.group(0)
        return found if found[0] == '"' else '' if found[:2] in ('--', '/*') else "'...'"
    return VALUES.sub(hidden, sql)

def chain(error):
    seen = []
    while error is not None and error not in seen:
        seen.append(error)
        error = getattr(error, 'orig', None) or error.__cause__
    return seen

def is_database(error):
    kinds = (ConnectionError, socket.gaierror, TimeoutError)
    modules = ('asyncpg', 'psycopg', 'psycopg2', 'pg8000')
    named = lambda one: type(one).__module__.split('.')[0] in modules and not isinstance(one, ImportError)
    return any(isinstance(one, kinds) or named(one) or hasattr(one, 'orig') for one in chain(error))

# The innermost line of the application's own files: the place that a person can edit.
def place(error, files):
    found, trace = None, error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if os.path.abspath(name) in files or (not files and 'site-packages' not in name and name.endswith('.py')):
            found = {'path': os.path.relpath(name), 'line': trace.tb_lineno}
        trace = trace.tb_next
    return found

def describe(error, files=()):
    state = [getattr(one, 'sqlstate', None) or getattr(one, 'pgcode', None) for one in chain(error)]
    inner = [one for one in chain(error) if hasattr(one, 'orig')]
    told = inner[-1].orig if inner else error
    message = first_line(told) if type(error).__name__ != 'ArgumentError' else 'the database URL cannot be read'
    statement = inner[-1].statement if inner and isinstance(getattr(inner[-1], 'statement', None), str) else None
    return {
        'type': type(told).__name__,
        'message': message,
        'sqlstate': next((one for one in state if isinstance(one, str)), None),
        'statement': statement and re.sub(r'\s+', ' ', without_values(statement)).strip()[:400],
        'place': place(error, files),
        'database': ask.get('database'),
    }

route(silence)
`;
