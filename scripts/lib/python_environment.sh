# shellcheck shell=bash
# A Python of our own, so that nothing is installed into the system's or the user's.

python_dir=$cache_dir/python
python=$python_dir/bin/python

create_python() {
  # A virtual environment knows its own path, so it is built where it stays and marked complete last.
  rm -rf "$python_dir"
  python3 -m venv "$python_dir"
  "$python" -m pip --version
  touch "$python_dir/complete"
}

need_python() {
  [[ -e $python_dir/complete ]] && "$python" -c '' 2>/dev/null && return
  need_command python3 python3 "fetching models"
  python3 -c 'import ensurepip, venv' 2>/dev/null || need_packages "a Python environment" python3-venv
  step "make a Python environment in $python_dir" python create_python
}

# fetch_wheel TARGET REQUIREMENT...: the contents of packages in a folder, without what they depend on.
fetch_wheel() {
  local target=$1
  shift
  "$python" -m pip install --disable-pip-version-check --no-input --no-deps --no-compile --target "$target" "$@"
}
