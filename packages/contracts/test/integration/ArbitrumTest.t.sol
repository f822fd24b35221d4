// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Settlement, State} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";
import {Answering} from "../support/Answering.sol";
import {ArbSysDouble} from "../support/ArbSysDouble.sol";
import {Refuser} from "../support/Refuser.sol";

/// @notice Chains whose `block.number` is another chain's: there ArbSys tells numbers and hashes.
contract ArbitrumTest is BaseTest {
    ArbSysDouble private constant ARB_SYS = ArbSysDouble(address(0x64));
    uint256 private constant HERE = 250_000_000;
    uint8 private constant SIZE = 5;

    uint64 private nonce;

    function setUp() public override {
        vm.etch(address(ARB_SYS), address(new ArbSysDouble()).code);
        ARB_SYS.setBlock(HERE);
        super.setUp();
        nonce = nextNonce;
    }

    /* BLOCKS */

    function test_arbitrum_numbersAreItsOwn() public {
        bytes32 task = addTask(SIZE, minimumFee(SIZE));
        assertEq(consensus.getTask(task).addedIn, HERE, "its block");
        assertTrue(block.number != HERE, "not the parent's");
    }

    /// @dev However far the parent chain gets, and however often it stands still.
    function test_arbitrum_waitsForItsOwnNextBlock(uint256 parents) public {
        bytes32 task = addTask(SIZE, minimumFee(SIZE));
        vm.roll(vm.getBlockNumber() + bound(parents, 0, 1_000_000));
        bytes memory notReady = abi.encodeWithSelector(IConsensus.SeedNotReady.selector, task, HERE);
        expectError(notReady);
        consensus.committee(task);
        expectError(notReady);
        consensus.draw(task);
        expectError(notReady);
        consensus.cancel(task);
        ARB_SYS.setBlock(HERE + 1);
        consensus.draw(task);
    }

    function test_arbitrum_drawsByItsOwnHash(uint256 size, bytes32 blockHash) public {
        vm.assume(blockHash != 0);
        uint8 committeeSize = boundSize(size);
        bytes32 task = nextTask(committeeSize);
        ARB_SYS.setHash(HERE, blockHash);
        vm.setBlockhash(vm.getBlockNumber() - 1, keccak256("the parent's"));
        (uint16[] memory seats,) = consensus.committee(task);
        assertEq(abi.encode(seats), abi.encode(drawnWith(blockHash, task, committeeSize)), "committee");
    }

    function test_arbitrum_reaches256Blocks(uint256 elapsed) public {
        bytes32 task = nextTask(SIZE);
        ARB_SYS.setBlock(HERE + bound(elapsed, 1, 256));
        vm.roll(vm.getBlockNumber() + 1_000_000);
        consensus.draw(task);
    }

    function test_arbitrum_forgetsOlderBlocks(uint256 elapsed) public {
        bytes32 task = nextTask(SIZE);
        ARB_SYS.setBlock(HERE + bound(elapsed, 257, 1_000_000));
        bytes memory expired = abi.encodeWithSelector(IConsensus.SeedExpired.selector, task, HERE);
        expectError(expired);
        consensus.draw(task);
        expectError(expired);
        consensus.committee(task);
        consensus.cancel(task);
        assertState(task, State.Undecided);
        assertEq(consensus.credit(REQUESTER), minimumFee(SIZE), "refunded");
    }

    function test_arbitrum_cannotBeCancelledWhileItsHashIsKnown() public {
        bytes32 task = nextTask(SIZE);
        vm.roll(vm.getBlockNumber() + 1_000_000);
        expectError(abi.encodeWithSelector(IConsensus.CommitteeKnown.selector, task));
        consensus.cancel(task);
    }

    /* BOTH LANES AND AN APPEAL */

    function test_arbitrum_laneOne(bool all) public {
        bytes32 task = nextTask(SIZE);
        Settlement memory s = settlementOf(task, outputsOf(SIZE, TRUTH), all ? 31 : 15);
        vm.prank(REQUESTER);
        consensus.settle(s);
        assertState(task, State.Decided);
        consensus.punish(contradiction(task, 4, LIE));
    }

    function test_arbitrum_laneTwo() public {
        bytes32 task = nextTask(SIZE);
        commit(task, 0, TRUTH);
        ARB_SYS.setBlock(HERE + 10_000);
        commitAll(task, 1, SIZE, TRUTH);
        revealAll(task, 0, SIZE, TRUTH);
        assertState(task, State.Decided);
    }

    function test_arbitrum_appeal() public {
        bytes32 task = nextTask(SIZE);
        consensus.settle(settlementOf(task, LIE));
        bytes32 appealTask = appeal(task, nonce);
        ARB_SYS.setBlock(HERE + 2);
        assertEq(consensus.getTask(appealTask).addedIn, HERE + 1, "its block");
        consensus.settle(settlementOf(appealTask, TRUTH));
        consensus.overturn(task);
        (,,, bool overturned) = consensus.result(task);
        assertEq(overturned, true, "overturned");
    }

    /* OTHER CHAINS */

    function test_arbitrum_isNotWhereNobodyAnswers() public {
        vm.etch(address(ARB_SYS), "");
        usesBlockNumber();
    }

    function test_arbitrum_isNotWhereTheCallReverts() public {
        vm.etch(address(ARB_SYS), address(new Refuser()).code);
        usesBlockNumber();
    }

    /// @dev Another chain has something else at that address; a plain account answers nothing.
    function test_arbitrum_isNotWhereSomethingElseAnswers(bytes memory answer) public {
        vm.assume(answer.length != 32);
        vm.etch(address(ARB_SYS), address(new Answering()).code);
        vm.store(address(ARB_SYS), 0, 0);
        Answering(address(ARB_SYS)).setAnswer(answer);
        usesBlockNumber();
    }

    /// @dev What a deployment found, it keeps: ArbSys that comes later changes nothing.
    function test_arbitrum_isFoundAtDeployment() public {
        vm.etch(address(ARB_SYS), "");
        redeploy(SEATS);
        vm.etch(address(ARB_SYS), address(new ArbSysDouble()).code);
        bytes32 task = sealedTask(SIZE);
        assertEq(consensus.getTask(task).addedIn, vm.getBlockNumber() - 1, "the block's number");
        consensus.draw(task);
    }

    /* HELPERS */

    /// @dev A task in the block HERE, of which the next one follows.
    function nextTask(uint8 size) private returns (bytes32 task) {
        task = addTask(size, minimumFee(size));
        ARB_SYS.setBlock(HERE + 1);
        skip(1);
    }

    function usesBlockNumber() private {
        redeploy(SEATS);
        bytes32 task = addTask(SIZE, minimumFee(SIZE));
        assertEq(consensus.getTask(task).addedIn, vm.getBlockNumber(), "the block's number");
        nextBlock();
        bytes32 blockHash = keccak256("this chain's");
        vm.setBlockhash(vm.getBlockNumber() - 1, blockHash);
        (uint16[] memory seats,) = consensus.committee(task);
        assertEq(abi.encode(seats), abi.encode(drawnWith(blockHash, task, SIZE)), "by its hash");
    }

    /// @dev All seats are active: new ones are taken in the order of the probes.
    function drawnWith(bytes32 blockHash, bytes32 task, uint8 size) private pure returns (uint16[] memory seats) {
        seats = new uint16[](size);
        bytes32 seed = keccak256(abi.encode(blockHash, task));
        uint256 found;
        for (uint256 probe; found < size; ++probe) {
            uint16 seat = uint16(uint256(keccak256(abi.encode(seed, probe))) % SEATS);
            uint256 i;
            while (i < found && seats[i] != seat) ++i;
            if (i == found) seats[found++] = seat;
        }
    }
}
