// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Blockhash} from "@openzeppelin/contracts/utils/Blockhash.sol";
import {IArbSys} from "../interfaces/IArbSys.sol";

/// @title BlockLib
/// @notice The chain's own blocks. On Arbitrum `block.number` is an estimate of the parent chain's, and `blockhash`
/// follows it: a task's hash would come many seconds late, and for many tasks at once ("Block gas limit, numbers and
/// time", docs.arbitrum.io). There ArbSys tells both.
library BlockLib {
    IArbSys internal constant ARB_SYS = IArbSys(address(0x64));

    /// @notice Whether this is an Arbitrum chain. By what answers there, as its chains have ids without number.
    function hasArbSys() internal view returns (bool) {
        (bool answered, bytes memory answer) = address(ARB_SYS).staticcall(abi.encodeCall(IArbSys.arbBlockNumber, ()));
        return answered && answer.length == 32;
    }

    /// @notice The number of the current block.
    function number(bool arbitrum) internal view returns (uint256) {
        return arbitrum ? ARB_SYS.arbBlockNumber() : block.number;
    }

    /// @notice The hash of an earlier block, zero if it is out of reach: of the last 256, or, where the chain keeps a
    /// history (EIP-2935), of the last 8,191.
    function hashOf(bool arbitrum, uint256 blockNumber) internal view returns (bytes32) {
        if (!arbitrum) return Blockhash.blockHash(blockNumber);
        try ARB_SYS.arbBlockHash(blockNumber) returns (bytes32 blockHash) {
            return blockHash;
        } catch {
            return 0;
        }
    }
}
