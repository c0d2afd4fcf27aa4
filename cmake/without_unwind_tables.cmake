# A copy of a static C library without the tables that a C++ exception needs on its way through: none
# goes through these libraries (what they call of ours is noexcept), and of OpenSSL the tables are
# half a megabyte.
function(llamero_without_unwind_tables library result)
  set(${result} "${library}" PARENT_SCOPE)
  if(NOT CMAKE_OBJCOPY)
    return()
  endif()
  get_filename_component(name "${library}" NAME)
  set(copy "${CMAKE_BINARY_DIR}/without-unwind-tables/${name}")
  if(NOT EXISTS "${copy}" OR "${library}" IS_NEWER_THAN "${copy}")
    file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/without-unwind-tables")
    execute_process(
      COMMAND "${CMAKE_OBJCOPY}" --remove-section=.eh_frame --remove-section=.rela.eh_frame "${library}" "${copy}"
      RESULT_VARIABLE failed)
    if(failed)
      file(REMOVE "${copy}")
      return()
    endif()
  endif()
  set(${result} "${copy}" PARENT_SCOPE)
endfunction()
